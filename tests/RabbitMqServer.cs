using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace PlayCount.Tests;

/// <summary>
/// A RabbitMQ server of a test's own as plain processes: on ports of 127.0.0.1, under one temporary folder, with a name server that ends
/// with it. It is killed, never asked to end.
/// </summary>
internal sealed class RabbitMqServer : IAsyncDisposable
{
    private const string DebianFolder = "/usr/lib/rabbitmq/bin"; // the programs themselves; those on the PATH change the user

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("playcount-rabbitmq-");
    private readonly int _port = LoopbackPort.Free();
    private readonly int _namePort = LoopbackPort.Free();
    private readonly int _nodePort = LoopbackPort.Free();
    private readonly Process _names;
    private Process? _server;
    private int _virtualHosts;

    /// <summary>Prepares it; <see cref="StartAsync"/> starts it. Skips the test where no server is installed.</summary>
    public RabbitMqServer()
    {
        Assert.SkipUnless(Program("rabbitmq-server") is not null, "needs rabbitmq-server: apt-get install rabbitmq-server");
        Outside.NeedsProgram("epmd", "erlang-base");
        File.WriteAllText(In("rabbitmq.conf"), string.Create(CultureInfo.InvariantCulture,
            $"""
            listeners.tcp.1 = 127.0.0.1:{_port}
            default_user = {User}
            default_pass = {Password}
            log.console = true
            log.console.level = info
            log.file = false

            """));
        File.WriteAllText(In("plugins"), "[].");
        _names = Start("epmd", false, "-address", "127.0.0.1", "-port", _namePort.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Who may use it.</summary>
    public static string User => "playcount";

    /// <summary>The password, which has to be escaped in an address.</summary>
    public static string Password => "p@ss:w/d%41";

    /// <summary>The address that services get, of a virtual host.</summary>
    public string Address(string virtualHost = "/") => string.Create(
        CultureInfo.InvariantCulture,
        $"amqp://{Uri.EscapeDataString(User)}:{Uri.EscapeDataString(Password)}@127.0.0.1:{_port}/")
        + (virtualHost == "/" ? "" : Uri.EscapeDataString(virtualHost));

    /// <summary>Starts it, again after a kill, and waits until it takes connections.</summary>
    public async Task StartAsync()
    {
        var server = Start(Program("rabbitmq-server")!, true);
        _server = server;
        var lines = new List<string>();
        while (await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            lines.Add(line);
            if (!line.Contains("Server startup complete", StringComparison.Ordinal))
                continue;
            _ = server.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None); // a full pipe would hold it up
            return;
        }

        Assert.Fail($"The RabbitMQ server did not start: {string.Join('\n', lines)}");
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async Task KillAsync()
    {
        if (_server is not { } server)
            return;
        server.Kill(entireProcessTree: true);
        await server.WaitForExitAsync(CancellationToken.None);
        server.Dispose();
        _server = null;
    }

    /// <summary>Adds a virtual host: a broker of its own, as far as its users see.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> AddVirtualHostAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test {Interlocked.Increment(ref _virtualHosts)}");
        await ControlAsync("add_vhost", name);
        await ControlAsync("set_permissions", "-p", name, User, ".*", ".*", ".*");
        return name;
    }

    /// <summary>The queues of a virtual host, by name.</summary>
    public async Task<IReadOnlyDictionary<string, RabbitMqQueue>> QueuesAsync(string virtualHost)
    {
        var text = await ControlAsync(
            "-q", "list_queues", "-p", virtualHost, "name", "type", "durable", "arguments", "--formatter", "json");
        return JsonSerializer.Deserialize<RabbitMqQueue[]>(text, JsonSerializerOptions.Web)!.ToDictionary(queue => queue.Name);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _names.Kill();
        await _names.WaitForExitAsync(CancellationToken.None);
        _names.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string? Program(string name)
    {
        var own = Path.Combine(DebianFolder, name);
        return File.Exists(own) ? own : Outside.Find(name);
    }

    private async Task<string> ControlAsync(params string[] arguments)
    {
        using var control = Start(Program("rabbitmqctl")!, true, arguments);
        var output = await control.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await control.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(control.ExitCode == 0, $"rabbitmqctl {string.Join(' ', arguments)} exited with {control.ExitCode}: {output}");
        return output;
    }

    private Process Start(string program, bool isRead, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder.FullName, RedirectStandardOutput = isRead };
        foreach (var (name, value) in Settings())
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private IEnumerable<(string Name, string Value)> Settings() =>
    [
        ("HOME", _folder.FullName), // of the cookie that rabbitmqctl shows the server
        ("ERL_EPMD_ADDRESS", "127.0.0.1"),
        ("ERL_EPMD_PORT", _namePort.ToString(CultureInfo.InvariantCulture)),
        ("RABBITMQ_NODENAME", string.Create(CultureInfo.InvariantCulture, $"playcount{_port}@localhost")),
        ("RABBITMQ_DIST_PORT", _nodePort.ToString(CultureInfo.InvariantCulture)),
        ("RABBITMQ_CONFIG_FILE", In("rabbitmq.conf")),
        ("RABBITMQ_ADVANCED_CONFIG_FILE", In("advanced.config")),
        ("RABBITMQ_CONF_ENV_FILE", In("rabbitmq-env.conf")),
        ("RABBITMQ_ENABLED_PLUGINS_FILE", In("plugins")),
        ("RABBITMQ_FEATURE_FLAGS_FILE", In("flags")),
        ("RABBITMQ_GENERATED_CONFIG_DIR", In("config")),
        ("RABBITMQ_MNESIA_BASE", In("data")),
        ("RABBITMQ_LOG_BASE", In("log")),
        ("RABBITMQ_PID_FILE", In("pid")),
        ("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "+S 1:1 +sbwt none -kernel inet_dist_use_interface {127,0,0,1}"),
        ("RUNNING_UNDER_SYSTEMD", "true"), // the started process is then the server itself and no shell around it
    ];

    private string In(string name) => Path.Combine(_folder.FullName, name);
}

/// <summary>A queue as the server lists it.</summary>
internal sealed record RabbitMqQueue(string Name, string Type, bool Durable, IReadOnlyList<IReadOnlyList<JsonElement>> Arguments)
{
    /// <summary>An argument it was declared with, as text; null: it has none of that name.</summary>
    public string? Argument(string name) => Arguments.FirstOrDefault(argument => argument[0].GetString() == name)?[2].ToString();
}
