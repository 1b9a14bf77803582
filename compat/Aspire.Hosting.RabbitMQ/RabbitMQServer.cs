using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration;
using Aspire.Hosting.Servers;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.RabbitMQ;

/// <summary>rabbitmq-server with files, ports and cookie of its own, beside every other one of this machine.</summary>
internal sealed class RabbitMQServer(string name, IConfiguration configuration) : LocalServer(name)
{
    private const string Debian = "apt-get install rabbitmq-server";

    // Erlang's name server would outlive the broker as a daemon. In the foreground of the broker's process group it ends with that.
    private const string Script = """
        "$1" -address 127.0.0.1 -port "$2" &
        exec "$3"
        """;

    // Debian's /usr/sbin/rabbitmq-server changes the user; the one it calls does not.
    private static readonly ServerProgram Broker = new("rabbitmq-server", "/usr/lib/rabbitmq/bin", Debian);
    private static readonly ServerProgram NameServer = new("epmd", "/usr/bin", Debian);

    /// <summary>Who says port, user and password.</summary>
    public RabbitMQServerResource Resource { private get; set; } = null!;

    public override ProcessStartInfo Start()
    {
        var (broker, names) = (Broker.Find(configuration), NameServer.Find(configuration));
        var (namesPort, nodesPort) = (FreePorts.Choose(), FreePorts.Choose());
        var folder = Folder;
        // The user and the password are read only while there are no data yet: the password is kept beside them.
        PrivateFile.Write(In("rabbitmq.conf"), $"""
            listeners.tcp.1 = 127.0.0.1:{Resource.PrimaryEndpoint.Port}
            default_user = {Value(Resource.UserNameParameter) ?? RabbitMQServerResource.DefaultUserName}
            default_pass = {Value(Resource.PasswordParameter)}
            log.console = true
            log.console.level = info
            log.file = false

            """);
        File.WriteAllText(In("enabled_plugins"), "[].");
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script, "rabbitmq", names, Text(namesPort), broker])
        {
            WorkingDirectory = folder,
        };
        (string Name, string Value)[] environment =
        [
            ("HOME", folder), // of the cookie
            ("RABBITMQ_NODENAME", "rabbit@localhost"),
            ("RABBITMQ_CONFIG_FILE", In("rabbitmq.conf")),
            ("RABBITMQ_ADVANCED_CONFIG_FILE", In("advanced.config")),
            ("RABBITMQ_CONF_ENV_FILE", In("rabbitmq-env.conf")),
            ("RABBITMQ_ENABLED_PLUGINS_FILE", In("enabled_plugins")),
            ("RABBITMQ_MNESIA_BASE", In("data")),
            ("RABBITMQ_LOG_BASE", In("log")),
            ("RABBITMQ_PID_FILE", In("pid")),
            ("RABBITMQ_DIST_PORT", Text(nodesPort)),
            ("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}"),
            ("ERL_EPMD_PORT", Text(namesPort)),
            ("ERL_EPMD_ADDRESS", "127.0.0.1"),
        ];
        foreach (var (variable, value) in environment)
            start.Environment[variable] = value;
        // The server's own commands, such as list_queues, for whoever operates it: sh rabbitmqctl list_queues.
        PrivateFile.Write(In("rabbitmqctl"), string.Concat(environment.Select(entry => $"export {entry.Name}='{Quoted(entry.Value)}'\n"))
            + $"exec '{Quoted(Path.Combine(Path.GetDirectoryName(broker)!, "rabbitmqctl"))}' \"$@\"\n");
        return start;

        string In(string file) => Path.Combine(folder, file);
    }

    private static string Quoted(string text) => text.Replace("'", @"'\''", StringComparison.Ordinal);

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    private static string? Value(ParameterResource? parameter) => parameter?.Value;
}
