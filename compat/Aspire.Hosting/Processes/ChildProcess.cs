using System.Diagnostics;

namespace Aspire.Hosting.Processes;

/// <summary>A running child process: its lines, its exit code, its end.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    /// <summary>How long a child may take to end after SIGTERM.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    /// <summary>How long the lines of a child that ended are read while something else holds its output open.</summary>
    private static readonly TimeSpan LastLines = TimeSpan.FromSeconds(1);

    private readonly Process _process = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly OrphanGuard _guard;

    /// <param name="start">What to start; its output is redirected here.</param>
    /// <param name="guard">Ends the child if the AppHost is killed.</param>
    /// <param name="onLine">Gets each line and whether it came from standard error.</param>
    public ChildProcess(ProcessStartInfo start, OrphanGuard guard, Action<string, bool> onLine)
    {
        _guard = guard;
        if (ProcessGroup.IsSupported)
        {
            start.ArgumentList.Insert(0, start.FileName);
            start.FileName = ProcessGroup.Setsid;
        }

        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.Environment[OrphanGuard.MarkVariable] = guard.Mark;
        _process.StartInfo = start;
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => _ended.TrySetResult();
        _process.OutputDataReceived += (_, line) => Tell(onLine, line.Data, isError: false);
        _process.ErrorDataReceived += (_, line) => Tell(onLine, line.Data, isError: true);
        _process.Start();
        Id = _process.Id;
        guard.Started(Id);
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        ExitCode = WatchAsync();
    }

    public int Id { get; }

    /// <summary>Known when the child has ended and its lines are read.</summary>
    public Task<int> ExitCode { get; }

    /// <summary>Asks the child to end, and ends it when it does not.</summary>
    public async Task StopAsync()
    {
        if (ProcessGroup.IsSupported && !_ended.Task.IsCompleted)
        {
            ProcessGroup.Signal(Id, ProcessGroup.Terminate);
            await Task.WhenAny(_ended.Task, Task.Delay(Patience));
        }

        Kill();
        await ExitCode;
    }

    public void Kill()
    {
        if (_ended.Task.IsCompleted)
            return;
        if (ProcessGroup.IsSupported)
            ProcessGroup.Signal(Id, ProcessGroup.Kill);
        else
            _process.Kill(entireProcessTree: true);
    }

    /// <summary>Ends the child if it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        Kill();
        await ExitCode;
        _process.Dispose();
    }

    private static void Tell(Action<string, bool> onLine, string? line, bool isError)
    {
        if (line is not null)
            onLine(line, isError);
    }

    private async Task<int> WatchAsync()
    {
        await _ended.Task;
        if (ProcessGroup.IsSupported)
            ProcessGroup.Signal(Id, ProcessGroup.Kill);
        _guard.Ended(Id);
        await Task.WhenAny(_process.WaitForExitAsync(), Task.Delay(LastLines));
        return _process.ExitCode;
    }
}
