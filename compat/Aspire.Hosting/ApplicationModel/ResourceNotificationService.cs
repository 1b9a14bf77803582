using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Aspire.Hosting.Orchestration;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Tells what the resources do.</summary>
public class ResourceNotificationService
{
    private readonly Lock _lock = new();
    private readonly IResourceCollection _resources;
    private readonly ResourceLoggerService _logs;
    private readonly Dictionary<string, ResourceEvent> _last = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ChannelWriter<ResourceEvent>> _watchers = [];
    private readonly ConcurrentDictionary<string, int> _waits = new(StringComparer.OrdinalIgnoreCase);

    internal ResourceNotificationService(IResourceCollection resources, ResourceLoggerService logs) =>
        (_resources, _logs) = (resources, logs);

    /// <summary>Changes what is known about a resource and tells everyone who watches.</summary>
    public Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(stateFactory);
        lock (_lock)
        {
            var update = new ResourceEvent(resource, resource.Name, stateFactory(Last(resource)));
            _last[resource.Name] = update;
            foreach (var watcher in _watchers)
                watcher.TryWrite(update);
        }

        return Task.CompletedTask;
    }

    /// <summary>Every resource as it is, then every change; ends with the token.</summary>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<ResourceEvent>();
        lock (_lock)
        {
            foreach (var known in _last.Values)
                channel.Writer.TryWrite(known);
            _watchers.Add(channel.Writer);
        }

        try
        {
            await foreach (var update in channel.Reader.ReadAllAsync(cancellationToken))
                yield return update;
        }
        finally
        {
            lock (_lock)
                _watchers.Remove(channel.Writer);
        }
    }

    /// <summary>Waits until the resource is in the state, Running unless given.</summary>
    /// <exception cref="DistributedApplicationException">It ended in another state.</exception>
    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default) =>
        WaitForResourceAsync(resourceName, [targetState ?? KnownResourceStates.Running], cancellationToken);

    /// <summary>Waits until the resource is in one of the states; gives that one.</summary>
    /// <exception cref="DistributedApplicationException">It ended in another state.</exception>
    public async Task<string> WaitForResourceAsync(
        string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default)
    {
        var wanted = targetStates.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var update = await WaitAsync(
            resourceName, state => wanted.Contains(state.Snapshot.State?.Text ?? ""), forHealth: false, isTold: true, cancellationToken);
        return update.Snapshot.State!.Text;
    }

    /// <summary>Waits until the resource is as wanted.</summary>
    /// <exception cref="DistributedApplicationException">It ended without having been so.</exception>
    public Task<ResourceEvent> WaitForResourceAsync(
        string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default) =>
        WaitAsync(resourceName, predicate, forHealth: false, isTold: true, cancellationToken);

    /// <summary>Waits until the resource runs and its health checks, if it has any, say Healthy.</summary>
    /// <exception cref="DistributedApplicationException">It ended, or its health checks did not say so for too long.</exception>
    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        WaitAsync(resourceName, IsHealthy, forHealth: true, isTold: true, cancellationToken);

    /// <summary>Waits as a resource does that starts after this one: what becomes of this one is logged nevertheless.</summary>
    internal Task<ResourceEvent> WaitBeforeStartAsync(WaitAnnotation wait, CancellationToken cancellationToken) => WaitAsync(
        wait.Resource.Name,
        wait.ExitCode is not null ? update => update.Snapshot.HasEnded
            : wait.UntilHealthy ? IsHealthy
            : update => update.Snapshot.State?.Text == KnownResourceStates.Running,
        forHealth: wait is { ExitCode: null, UntilHealthy: true }, isTold: false, cancellationToken);

    /// <summary>Somebody waits for this resource, and will be told what becomes of it.</summary>
    internal bool IsAwaited(string resourceName) => _waits.GetValueOrDefault(resourceName) > 0;

    internal CustomResourceSnapshot Last(IResource resource)
    {
        lock (_lock)
            return _last.TryGetValue(resource.Name, out var known) ? known.Snapshot : new() { ResourceType = TypeOf(resource) };
    }

    private static string TypeOf(IResource resource) => resource is ContainerResource
        ? "Container"
        : resource.GetType().Name.Replace("Resource", "", StringComparison.Ordinal);

    private static bool IsHealthy(ResourceEvent update) => update.Snapshot.HealthStatus == HealthStatus.Healthy;

    private async Task<ResourceEvent> WaitAsync(
        string resourceName, Func<ResourceEvent, bool> isWanted, bool forHealth, bool isTold, CancellationToken cancellationToken)
    {
        if (!_resources.Any(resource => string.Equals(resource.Name, resourceName, StringComparison.OrdinalIgnoreCase)))
        {
            throw new DistributedApplicationException($"The application has no resource '{resourceName}' to wait for: it has "
                + $"{string.Join(", ", _resources.Select(resource => resource.Name))}.");
        }

        var one = isTold ? 1 : 0;
        _waits.AddOrUpdate(resourceName, one, (_, count) => count + one);
        try
        {
            await foreach (var update in WatchAsync(cancellationToken))
            {
                if (!string.Equals(update.Resource.Name, resourceName, StringComparison.OrdinalIgnoreCase))
                    continue;
                if (isWanted(update))
                    return update;
                if (update.Snapshot.HasEnded || update.Snapshot.IsMissing || (forHealth && update.Snapshot.Problem is not null))
                    throw new DistributedApplicationException(ResourceFailure.Text(update, _logs));
            }
        }
        finally
        {
            _waits.AddOrUpdate(resourceName, 0, (_, count) => count - one);
        }

        throw new OperationCanceledException(cancellationToken);
    }
}
