using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Processes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>Starts the resources with the application, and ends them with it.</summary>
internal sealed class ResourceOrchestrator(
    IResourceCollection resources, DistributedApplicationExecutionContext execution, ResourceNotificationService notifications,
    ResourceLoggerService logs, HealthCheckService checks, IConfiguration configuration, IHostEnvironment environment,
    ILoggerFactory loggers) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<ResourceRun> _runs = [];
    private OrphanGuard? _guard;
    private Task _ended = Task.CompletedTask;

    /// <summary>Every resource has ended; never so without any.</summary>
    public Task Ended => _runs.Count > 0 ? _ended : Task.Delay(Timeout.Infinite, _stopping.Token);

    public IEnumerable<IResource> Resources => resources;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        PortAllocation.Allocate(resources, configuration.GetValue("DcpPublisher:RandomizePorts", defaultValue: false));
        _guard = new OrphanGuard(loggers.CreateLogger("Aspire.Hosting.Processes"));
        var patience = TimeSpan.FromSeconds(configuration.GetValue(ResourceHealth.PatienceKey, ResourceHealth.DefaultPatienceSeconds));
        var health = new ResourceHealth(notifications, checks, patience);
        foreach (var resource in resources)
        {
            // Unhealthy until its checks have spoken: nobody shall start on a resource that was not asked yet.
            await notifications.PublishUpdateAsync(resource, last => last with
            {
                State = KnownResourceStates.NotStarted,
                HealthReports = [.. ResourceHealth.Keys(resource).Select(key => new HealthReportSnapshot(key, null, null, null))],
            });
            var logger = loggers.CreateLogger($"{environment.ApplicationName}{AppHostConsoleFormatter.ResourcesCategory}{resource.Name}");
            _runs.Add(new ResourceRun(resource, execution, notifications, logs, health, _guard, logger));
        }

        _ended = Task.WhenAll([.. _runs.Select(run => Task.Run(() => run.RunAsync(_stopping.Token), CancellationToken.None))]);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _ended;
        _guard?.Dispose();
        _guard = null;
    }

    /// <summary>Ends the resources at once.</summary>
    public void Kill()
    {
        foreach (var run in _runs)
            run.Kill();
    }

    public void Dispose()
    {
        _guard?.Dispose();
        _stopping.Dispose();
    }
}
