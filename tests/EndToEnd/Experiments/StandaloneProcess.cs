using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using PlayCount.Tests;

namespace PlayCount.EndToEnd.Tests.Experiments;

/// <summary>All services in one process of its own, or one of them alone, over a data folder, with short waits.</summary>
internal sealed class StandaloneProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _error;
    private readonly TaskCompletionSource<bool> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="folder">Working directory.</param>
    /// <param name="settings">Settings besides the waits and ports, by their environment variables.</param>
    public StandaloneProcess(string folder, params (string Name, string Value)[] settings)
        : this(Assembly.Load("PlayCount.Standalone").Location, folder, settings)
    {
    }

    private StandaloneProcess(string program, string folder, (string Name, string Value)[] settings)
    {
        (Address, Pages) = (Loopback(), Loopback());
        var start = new ProcessStartInfo("dotnet", [program])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        (string, string)[] usual =
        [
            ("Kestrel__Endpoints__Http__Url", Pages),
            ("Kestrel__Endpoints__Grpc__Url", Address),
            ("Logging__LogLevel__Microsoft.Hosting.Lifetime", "Information"),
            ("Jobs__LeaseSeconds", "1"),
            ("Jobs__PollSeconds", "0.05"),
            ("Jobs__RepublishSeconds", "1"),
            ("Jobs__MaxTakeovers", "1000"),
            ("Experiments__AskAgainSeconds", "1"),
            ("Experiments__PollSeconds", "0.1"),
        ];
        foreach (var (name, value) in usual.Concat(settings))
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _error = _process.StandardError.ReadToEndAsync();
        Output = ReadOutputAsync();
    }

    /// <summary>Where the desk answers, HTTP/2 without TLS.</summary>
    public string Address { get; }

    /// <summary>Where the pages are, HTTP/1.</summary>
    public string Pages { get; }

    /// <summary>What it wrote to standard output, once it has ended.</summary>
    public Task<string> Output { get; }

    public bool HasEnded => _process.HasExited;

    /// <summary>A service alone, from its own output, where its own settings lie.</summary>
    public static StandaloneProcess Alone(string service, string folder, params (string Name, string Value)[] settings)
    {
        // bin/Release/net10.0, say: the same below the service's folder as below the tests'.
        var output = Path.GetRelativePath(Path.Combine(Outside.Root, "tests", "EndToEnd"), AppContext.BaseDirectory);
        var program = Path.Combine(Outside.Root, "services", service, output, $"PlayCount.{service}.dll");
        return new StandaloneProcess(program, folder, settings);
    }

    /// <summary>Waits until it listens; fails the test when it ends instead.</summary>
    public async Task StartedAsync()
    {
        if (!await _started.Task.WaitAsync(TestContext.Current.CancellationToken))
            Assert.Fail($"It did not start: {await _error}{await Output}");
    }

    /// <summary>Ends it as a power cut would: nothing of it runs any more.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Asks it to end.</summary>
    public void Terminate() => Outside.Run("kill", "-s", "TERM", _process.Id.ToString(CultureInfo.InvariantCulture));

    /// <summary>Waits for its end.</summary>
    public async Task<(int Status, string Error)> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (_process.ExitCode, await _error);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private static string Loopback() => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{LoopbackPort.Free()}");

    private async Task<string> ReadOutputAsync()
    {
        var lines = new List<string>();
        while (await _process.StandardOutput.ReadLineAsync(CancellationToken.None) is { } line)
        {
            lines.Add(line);
            if (line.Contains("Application started", StringComparison.Ordinal))
                _started.TrySetResult(true);
        }

        _started.TrySetResult(false);
        return string.Join('\n', lines);
    }
}
