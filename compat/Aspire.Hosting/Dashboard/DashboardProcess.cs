using System.Diagnostics;
using Aspire.Hosting.Processes;
using Aspire.Hosting.Projects;

namespace Aspire.Hosting.Dashboard;

/// <summary>The dashboard as a process. It ends with its standard input, which the system closes if the AppHost is killed.</summary>
internal sealed class DashboardProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private const int LastLines = 3;

    private readonly Process _process = new();
    private readonly Queue<string> _lines = new();

    public DashboardProcess(string assembly, DashboardAddress address)
    {
        var start = new ProcessStartInfo(ProjectOutput.DotnetHost, [assembly])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(assembly),
        };
        if (ProcessGroup.IsSupported)
        {
            // A group of its own: Ctrl+C is for the AppHost, whose resources still send telemetry while they end.
            start.ArgumentList.Insert(0, start.FileName);
            start.FileName = ProcessGroup.Setsid;
        }

        foreach (var name in ProjectEnvironment.NotInherited)
            start.Environment.Remove(name);
        foreach (var (name, value) in address.Environment())
            start.Environment[name] = value;
        _process.StartInfo = start;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Ends when the dashboard has; gives how, with what it said last.</summary>
    public async Task<string> EndAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        lock (_lines)
            return $"it ended with exit code {_process.ExitCode}{string.Concat(_lines.Select(line => $": {line.Trim()}"))}";
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.StandardInput.Close();
            using var limit = new CancellationTokenSource(Patience);
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;
        lock (_lines)
        {
            _lines.Enqueue(line);
            if (_lines.Count > LastLines)
                _lines.Dequeue();
        }
    }
}
