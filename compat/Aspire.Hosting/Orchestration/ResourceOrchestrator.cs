using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Processes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>Starts the resources with the application, ends them with it, and starts or ends one when it is told to.</summary>
internal sealed class ResourceOrchestrator(
    IResourceCollection resources, DistributedApplicationExecutionContext execution, ResourceNotificationService notifications,
    ResourceLoggerService logs, HealthCheckService checks, IConfiguration configuration, IHostEnvironment environment,
    ILoggerFactory loggers) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<ResourceRun> _runs = [];
    private readonly List<ReplicaProxy> _proxies = [];
    private OrphanGuard? _guard;
    private Task _parts = Task.CompletedTask;

    /// <summary>What is started.</summary>
    public IEnumerable<IResource> Started => _runs.Select(run => run.Resource);

    /// <summary>Ends when every resource has ended by itself; never so without any.</summary>
    public async Task EndAsync()
    {
        if (_runs.Count == 0)
            await Task.Delay(Timeout.Infinite, _stopping.Token);
        while (!_runs.TrueForAll(run => run.Over.IsCompleted))
            await Task.WhenAll(_runs.Select(run => run.Over));
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        PortAllocation.Allocate(resources, configuration.GetValue("DcpPublisher:RandomizePorts", defaultValue: false));
        _guard = new OrphanGuard(loggers.CreateLogger("Aspire.Hosting.Processes"));
        var patience = TimeSpan.FromSeconds(configuration.GetValue(ResourceHealth.PatienceKey, ResourceHealth.DefaultPatienceSeconds));
        var health = new ResourceHealth(notifications, checks, patience);
        var command = new ResourceCommand(execution);
        foreach (var resource in resources)
        {
            await health.BeginAsync(resource);
            var logger = loggers.CreateLogger($"{environment.ApplicationName}{AppHostConsoleFormatter.ResourcesCategory}{resource.Name}");
            if (ResourceCommand.IsThere(resource))
                _runs.Add(new ResourceRun(resource, command, notifications, logs, health, _guard, logger));
        }

        _parts = PartResources.FollowAsync(resources, notifications, _stopping.Token);
        foreach (var endpoint in resources.SelectMany(resource => resource.Annotations.OfType<EndpointAnnotation>())
            .Where(endpoint => endpoint.ReplicaPorts.Count > 0))
            _proxies.Add(new ReplicaProxy(endpoint));
        foreach (var run in _runs)
            await run.StartAsync();
    }

    /// <summary>Servers end last: what works on them can finish.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(_runs.Where(run => !run.IsServer).Select(run => run.StopAsync()));
        await Task.WhenAll(_runs.Where(run => run.IsServer).Select(run => run.StopAsync()));
        await _stopping.CancelAsync();
        await _parts;
        _proxies.ForEach(proxy => proxy.Dispose());
        _guard?.Dispose();
        _guard = null;
    }

    /// <summary>Starts a resource that has ended; one that runs goes on.</summary>
    /// <exception cref="DistributedApplicationException">There is none of this name that can be started.</exception>
    public Task StartResourceAsync(string name) => Run(name).StartAsync();

    /// <summary>Ends a resource; the application goes on.</summary>
    /// <exception cref="DistributedApplicationException">There is none of this name that can be ended.</exception>
    public Task StopResourceAsync(string name) => Run(name).StopAsync();

    /// <summary>Ends a resource and starts it again.</summary>
    /// <exception cref="DistributedApplicationException">There is none of this name that can be started.</exception>
    public async Task RestartResourceAsync(string name)
    {
        await StopResourceAsync(name);
        await StartResourceAsync(name);
    }

    /// <summary>Ends the resources at once.</summary>
    public void Kill() => _runs.ForEach(run => run.Kill());

    public void Dispose()
    {
        _guard?.Dispose();
        _runs.ForEach(run => run.Dispose());
        _stopping.Dispose();
    }

    private ResourceRun Run(string name) =>
        _runs.Find(run => string.Equals(run.Resource.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new DistributedApplicationException($"The application has no resource '{name}' to start or end: it has "
            + $"{string.Join(", ", Started.Select(resource => resource.Name))}.");
}
