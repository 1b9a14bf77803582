using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Processes;
using Aspire.Hosting.Projects;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>One resource from its wait for others to its end.</summary>
internal sealed partial class ResourceRun(
    IResource resource, DistributedApplicationExecutionContext execution, ResourceNotificationService notifications,
    ResourceLoggerService logs, ResourceHealth health, OrphanGuard guard, ILogger logger)
{
    private ChildProcess? _child;

    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            await WaitAsync(stopping);
            await StateAsync(KnownResourceStates.Starting);
            using var child = new ChildProcess(await CommandAsync(stopping), guard, Add);
            _child = child;
            await StateAsync(KnownResourceStates.Running);
            LogRunning(logger, child.Id, string.Concat(resource.Annotations.OfType<EndpointAnnotation>()
                .Select(endpoint => $", {endpoint.Name} {endpoint.Url}")));
            await WatchAsync(child, stopping);
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
            _child = null;
            logs.Complete(resource.Name);
        }
    }

    public void Kill() => _child?.Kill();

    private async Task WaitAsync(CancellationToken stopping)
    {
        var waits = resource.Annotations.OfType<WaitAnnotation>().ToList();
        if (waits.Count > 0)
            await StateAsync(KnownResourceStates.Waiting);
        foreach (var wait in waits)
        {
            if (wait.ExitCode is not { } exitCode)
            {
                await notifications.WaitForResourceHealthyAsync(wait.Resource.Name, stopping);
                continue;
            }

            var end = await notifications.WaitForResourceAsync(wait.Resource.Name, update => update.Snapshot.HasEnded, stopping);
            if (end.Snapshot.ExitCode != exitCode)
                throw new DistributedApplicationException($"it waits for exit code {exitCode}. {ResourceFailure.Text(end, logs)}");
        }
    }

    private async Task<ProcessStartInfo> CommandAsync(CancellationToken stopping)
    {
        var output = resource.Annotations.OfType<ProjectOutput>().FirstOrDefault()
            ?? throw new DistributedApplicationException($"a {resource.GetType().Name} is nothing that can be started here");
        var start = output.Start();
        foreach (var argument in resource.Annotations.OfType<ArgumentsAnnotation>().SelectMany(annotation => annotation.Arguments))
            start.ArgumentList.Add(argument);
        foreach (var name in ProjectEnvironment.NotInherited)
            start.Environment.Remove(name);

        var context = new EnvironmentCallbackContext(execution, resource, cancellationToken: stopping);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
            await annotation.Callback(context);
        foreach (var (name, value) in context.EnvironmentVariables)
            start.Environment[name] = value is IValueProvider provider ? await provider.GetValueAsync(stopping) : value.ToString();
        return start;
    }

    private async Task WatchAsync(ChildProcess child, CancellationToken stopping)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var watch = health.WatchAsync(resource, Report, over.Token);
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (stopping.Register(stopped.SetResult))
            await Task.WhenAny(child.ExitCode, stopped.Task);

        var isStopped = !child.ExitCode.IsCompleted;
        if (isStopped)
        {
            await StateAsync(KnownResourceStates.Stopping);
            await child.StopAsync();
        }

        await over.CancelAsync();
        await watch;
        var exitCode = await child.ExitCode;
        var end = isStopped || exitCode != 0 ? KnownResourceStates.Exited : KnownResourceStates.Finished;
        await PublishAsync(last => last with { State = end, ExitCode = exitCode, Problem = null });
        if (isStopped || exitCode == 0)
            LogEnded(logger, exitCode);
        else
            Report();
    }

    // Whoever waits for the resource gets the same text as an exception.
    private void Report()
    {
        if (!notifications.IsAwaited(resource.Name))
            LogFailure(logger, ResourceFailure.Text(new ResourceEvent(resource, resource.Name, notifications.Last(resource)), logs));
    }

    private void Add(string line, bool isError)
    {
        logs.Add(resource.Name, line, isError);
        if (isError)
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
}
