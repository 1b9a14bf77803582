using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PlayCount.Faults;

/// <summary>A process that the AppHost started for a resource, as the AppHost printed it.</summary>
/// <param name="Id">Of the process, and of its group.</param>
/// <param name="Endpoints">URLs by name.</param>
internal sealed record ResourceProcess(int Id, IReadOnlyDictionary<string, Uri> Endpoints);

/// <summary>The AppHost as a process of its own, with six services on local servers.</summary>
internal sealed class LocalApplication : IAsyncDisposable
{
    /// <summary>The services, one process each.</summary>
    public static readonly string[] Services = ["extraction", "mapping", "segmentation", "training", "inference", "experiments"];

    /// <summary>What they stand on.</summary>
    public static readonly string[] Servers = ["messaging", "mysql", "storage"];

    /// <summary>In the environment of the AppHost and of all that it starts.</summary>
    private const string MarkVariable = "PLAYCOUNT_FAULTS_MARK";

    /// <summary>Of the pages too, so that others who run the application on this machine are not in the way.</summary>
    private const string RandomPorts = "--DcpPublisher:RandomizePorts=true";

    private readonly string _mark = Guid.NewGuid().ToString("N");
    private readonly Process _process;
    private readonly Task _reading;
    private readonly ConcurrentQueue<string> _lines = [];
    private readonly ConcurrentDictionary<string, ResourceProcess> _resources = [];

    /// <param name="program">The AppHost's assembly.</param>
    /// <param name="data">Where everything is kept.</param>
    /// <param name="arguments">Arguments besides.</param>
    /// <param name="settings">Environment of the AppHost, which all services inherit.</param>
    public LocalApplication(string program, string data, string[] arguments, IEnumerable<(string Name, string Value)> settings)
    {
        Data = data;
        var start = new ProcessStartInfo("dotnet", [program, "--backing", "local", "--data", data, RandomPorts, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(program)!,
        };
        foreach (var (name, value) in settings.Append((MarkVariable, _mark)))
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _reading = Task.WhenAll(ReadAsync(_process.StandardOutput), ReadAsync(_process.StandardError));
    }

    public string Data { get; }

    public int Id => _process.Id;

    /// <summary>Everything it has printed.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>Its exit code, once it has ended.</summary>
    public int ExitCode => _process.ExitCode;

    public bool HasEnded => _process.HasExited;

    /// <summary>The process that was started last for a resource.</summary>
    public ResourceProcess Resource(string name) =>
        _resources.GetValueOrDefault(name) ?? throw new InvalidOperationException($"'{name}' was never started:\n{Output}");

    /// <summary>The ports that the AppHost gave to resources.</summary>
    public IReadOnlyList<int> Ports => [.. _resources.Values.SelectMany(resource => resource.Endpoints.Values).Select(url => url.Port)];

    public Uri Endpoint(string resource, string endpoint) => Resource(resource).Endpoints[endpoint];

    /// <summary>Waits for a line that matches, among those that are there or to come.</summary>
    /// <exception cref="InvalidOperationException">It ended first.</exception>
    public async Task<Match> LineAsync(Regex pattern, CancellationToken cancellationToken)
    {
        for (var seen = 0; ;)
        {
            var isOver = _reading.IsCompleted;
            foreach (var line in _lines.Skip(seen))
            {
                seen++;
                if (pattern.Match(line) is { Success: true } match)
                    return match;
            }

            if (isOver)
                throw new InvalidOperationException($"The AppHost ended with {_process.ExitCode} before '{pattern}':\n{Output}");
            await Task.Delay(20, cancellationToken);
        }
    }

    /// <summary>Ends a resource as a power cut would: the process that was started for it and all that this one started.</summary>
    /// <returns>The process that is no more.</returns>
    public async Task<int> KillAsync(string resource, CancellationToken cancellationToken)
    {
        var id = Resource(resource).Id;
        await SignalAsync("KILL", -id);
        while (RunningProcesses.OfGroup(id).Count > 0)
            await Task.Delay(5, cancellationToken);
        return id;
    }

    /// <summary>Starts a resource that has ended with the dashboard's button, as a user would.</summary>
    public async Task StartAsync(string resource, int ended, CancellationToken cancellationToken)
    {
        using var dashboard = new DashboardButtons((await LineAsync(Printed.Login(), cancellationToken)).Groups[1].Value);
        while (Resource(resource).Id == ended)
        {
            // Pressed before the AppHost has seen the end, it does nothing.
            await dashboard.PressAsync(resource, "start", cancellationToken);
            for (var looks = 0; looks < 20 && Resource(resource).Id == ended; looks++)
                await Task.Delay(50, cancellationToken);
        }
    }

    /// <summary>What is left of it: processes, its own included, and ports on which somebody listens.</summary>
    /// <param name="patience">How long they may take to go.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>Empty: nothing is left.</returns>
    public async Task<string> LeftAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(50, cancellationToken))
        {
            var (processes, ports) = (RunningProcesses.Mentioning(_mark), RunningProcesses.Listening(Ports));
            if (processes.Count == 0 && ports.Count == 0)
                return "";
            if (clock.Elapsed > patience)
                return $"processes {string.Join(' ', processes)}, ports {string.Join(' ', ports)} are left";
        }
    }

    /// <summary>Kills the AppHost itself.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        await SignalAsync("KILL", Id);
        await _process.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Asks it to end, and waits for that.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await SignalAsync("TERM", Id);
        await _process.WaitForExitAsync(cancellationToken);
        await _reading.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await StopAsync(CancellationToken.None);
        _process.Dispose();
    }

    private static async Task SignalAsync(string signal, int process)
    {
        using var kill = Process.Start(
            "kill", ["-s", signal, "--", process.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private async Task ReadAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            if (Printed.Runs().Match(line) is { Success: true } match)
            {
                var endpoints = Printed.Endpoint().Matches(match.Groups[3].Value)
                    .ToDictionary(one => one.Groups[1].Value, one => new Uri(one.Groups[2].Value), StringComparer.OrdinalIgnoreCase);
                _resources[match.Groups[1].Value] =
                    new ResourceProcess(int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture), endpoints);
            }

            _lines.Enqueue(line);
        }
    }
}
