using System.Collections.Concurrent;
using System.Diagnostics;

namespace PlayCount.Services.Tests.Servers;

/// <summary>A server that a test started, on 127.0.0.1 alone.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process) => _process = process;

    /// <summary>Starts it and waits for the line that says that it listens; one that ends first fails the test with what it said.</summary>
    public static async Task<ServerProcess> StartAsync(string program, string readyLine, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        var ready = new TaskCompletionSource();
        var said = new ConcurrentQueue<string>();
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.Exited += (_, _) => ready.TrySetException(
            new InvalidOperationException($"{program} ended before it listened: {string.Join(Environment.NewLine, said)}"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new ServerProcess(process);
        try
        {
            await ready.Task.WaitAsync(TestContext.Current.CancellationToken);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }

        void Hear(string? line)
        {
            if (line is null)
                return;
            said.Enqueue(line);
            if (line.Contains(readyLine, StringComparison.Ordinal))
                ready.TrySetResult();
        }
    }

    /// <summary>Kills it, as a power cut would.</summary>
    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
