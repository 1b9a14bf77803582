using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Processes;
using Aspire.Hosting.Servers;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>One resource from its wait for others to its end, as often as it is started.</summary>
internal sealed partial class ResourceRun(
    IResource resource, ResourceCommand command, ResourceNotificationService notifications, ResourceLoggerService logs,
    ResourceHealth health, OrphanGuard guard, ILogger logger) : IDisposable
{
    /// <summary>How often a server is started whose port was taken between its choice and its use, or is not free again yet.</summary>
    private const int Attempts = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly string[] PortTaken = ["eaddrinuse", "address already in use"];

    private readonly bool _isServer = resource.Annotations.OfType<LocalServer>().Any();
    private CancellationTokenSource _stop = new();
    private TaskCompletionSource _over = new();
    private Task _run = Task.CompletedTask;
    private IReadOnlyList<ChildProcess> _children = [];

    public IResource Resource => resource;

    /// <summary>Others need it to end in order.</summary>
    public bool IsServer => _isServer;

    /// <summary>It has ended by itself, not because it was stopped.</summary>
    public Task Over => _over.Task;

    /// <summary>Starts it; one that runs goes on.</summary>
    public async Task StartAsync()
    {
        if (!_run.IsCompleted)
            return;
        await health.BeginAsync(resource);
        _stop.Dispose();
        (_stop, _over) = (new(), new(TaskCreationOptions.RunContinuationsAsynchronously));
        logs.Reopen(resource.Name);
        _run = Task.Run(() => RunAsync(_stop.Token));
    }

    /// <summary>Stops it; ends when it has ended.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _run;
    }

    public void Kill()
    {
        foreach (var child in _children)
            child.Kill();
    }

    public void Dispose() => _stop.Dispose();

    private async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            await WaitAsync(stopping);
            for (var attempt = 1; await ServeAsync(stopping) is { } exitCode; attempt++)
            {
                if (attempt == Attempts || !IsPortTaken())
                {
                    await EndAsync(isStopped: false, exitCode);
                    break;
                }

                LogAgain(logger);
                await Task.Delay(Pause, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await StateAsync(KnownResourceStates.Exited);
        }
        catch (Exception e)
        {
            // Callbacks of the AppHost throw what they like, and whoever waits for this resource has to hear of it.
            var problem = $"could not be started: {e.Message}";
            await PublishAsync(last => last with { State = KnownResourceStates.FailedToStart, Problem = problem });
            Report();
        }
        finally
        {
            _children = [];
            logs.Complete(resource.Name);
            if (!stopping.IsCancellationRequested)
                _over.TrySetResult();
        }
    }

    private async Task WaitAsync(CancellationToken stopping)
    {
        var waits = resource.Annotations.OfType<WaitAnnotation>().ToList();
        if (waits.Count > 0)
            await StateAsync(KnownResourceStates.Waiting);
        foreach (var wait in waits)
        {
            var end = await WaitAsync(wait, stopping);
            if (wait.ExitCode is { } exitCode && end.Snapshot.ExitCode != exitCode)
                throw new DistributedApplicationException($"it waits for exit code {exitCode}. {ResourceFailure.Line(end)}");
        }
    }

    // What the other one printed is told by itself.
    private async Task<ResourceEvent> WaitAsync(WaitAnnotation wait, CancellationToken stopping)
    {
        try
        {
            return await notifications.WaitBeforeStartAsync(wait, stopping);
        }
        catch (DistributedApplicationException)
        {
            throw new DistributedApplicationException(
                ResourceFailure.Line(new ResourceEvent(wait.Resource, wait.Resource.Name, notifications.Last(wait.Resource))));
        }
    }

    /// <returns>The exit code it ended with, the first that is not 0 of several processes; null when it was stopped.</returns>
    private async Task<int?> ServeAsync(CancellationToken stopping)
    {
        await PublishAsync(last => last with { State = KnownResourceStates.Starting, ExitCode = null, Problem = null });
        var children = new List<ChildProcess>();
        try
        {
            for (var replica = 0; replica < ReplicaAnnotation.Of(resource); replica++)
            {
                var start = await command.StartAsync(resource, replica, stopping);
                await PublishAsync(last => last with { Environment = StartedEnvironment.Of(start) });
                children.Add(new ChildProcess(start, guard, Add));
                _children = [.. children];
                LogRunning(logger, children[replica].Id, string.Concat(resource.Annotations.OfType<EndpointAnnotation>()
                    .Select(endpoint => $", {endpoint.Name} {endpoint.Url}")));
            }

            await StateAsync(KnownResourceStates.Running);
            return await WatchAsync(children, stopping);
        }
        finally
        {
            foreach (var child in children)
                await child.DisposeAsync();
        }
    }

    private async Task<int?> WatchAsync(List<ChildProcess> children, CancellationToken stopping)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var watch = health.WatchAsync(resource, Report, over.Token);
        var ended = Task.WhenAll(children.Select(child => EndAsync(child, children.Count)));
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (stopping.Register(stopped.SetResult))
            await Task.WhenAny(ended, stopped.Task);

        var isStopped = !ended.IsCompleted;
        if (isStopped)
        {
            await StateAsync(KnownResourceStates.Stopping);
            await Task.WhenAll(children.Select(child => child.StopAsync()));
        }

        await over.CancelAsync();
        await watch;
        var exitCode = (await ended).FirstOrDefault(code => code != 0);
        if (!isStopped)
            return exitCode;
        await EndAsync(isStopped: true, exitCode);
        return null;
    }

    private async Task<int> EndAsync(ChildProcess child, int count)
    {
        var exitCode = await child.ExitCode;
        if (count > 1 && exitCode != 0 && !_stop.IsCancellationRequested)
            LogOneEnded(logger, child.Id, count, exitCode);
        return exitCode;
    }

    private async Task EndAsync(bool isStopped, int exitCode)
    {
        var end = isStopped || exitCode != 0 ? KnownResourceStates.Exited : KnownResourceStates.Finished;
        await PublishAsync(last => last with { State = end, ExitCode = exitCode, Problem = null });
        if (isStopped || exitCode == 0)
            LogEnded(logger, exitCode);
        else
            Report();
    }

    private bool IsPortTaken() => _isServer && logs.LastLines(resource.Name, ResourceFailure.Lines)
        .Any(line => PortTaken.Any(text => line.Contains(text, StringComparison.OrdinalIgnoreCase)));

    // Whoever waits for the resource gets the same text as an exception.
    private void Report()
    {
        if (!notifications.IsAwaited(resource.Name))
            LogFailure(logger, ResourceFailure.Text(new ResourceEvent(resource, resource.Name, notifications.Last(resource)), logs));
    }

    // A server tells its start at length, and mistakes on standard output: what it says is kept, and told when it fails.
    private void Add(string line, bool isError)
    {
        logs.Add(resource.Name, line, isError);
        if (_isServer)
            LogServerLine(logger, line);
        else if (isError)
            LogErrorLine(logger, line);
        else
            LogLine(logger, line);
    }

    private Task StateAsync(string state) => PublishAsync(last => last with { State = state });

    private Task PublishAsync(Func<CustomResourceSnapshot, CustomResourceSnapshot> change) =>
        notifications.PublishUpdateAsync(resource, change);

    [LoggerMessage(1, LogLevel.Information, "{Line}")]
    private static partial void LogLine(ILogger logger, string line);

    [LoggerMessage(2, LogLevel.Error, "{Line}")]
    private static partial void LogErrorLine(ILogger logger, string line);

    [LoggerMessage(3, LogLevel.Information, "runs as process {Id}{Endpoints}")]
    private static partial void LogRunning(ILogger logger, int id, string endpoints);

    [LoggerMessage(4, LogLevel.Information, "ended with exit code {ExitCode}")]
    private static partial void LogEnded(ILogger logger, int exitCode);

    [LoggerMessage(5, LogLevel.Error, "{Failure}")]
    private static partial void LogFailure(ILogger logger, string failure);

    [LoggerMessage(6, LogLevel.Debug, "{Line}")]
    private static partial void LogServerLine(ILogger logger, string line);

    [LoggerMessage(7, LogLevel.Information, "found a port of its own in use and is started again")]
    private static partial void LogAgain(ILogger logger);

    [LoggerMessage(8, LogLevel.Error, "process {Id}, one of {Count}, ended with exit code {ExitCode}; the others go on")]
    private static partial void LogOneEnded(ILogger logger, int id, int count, int exitCode);
}
