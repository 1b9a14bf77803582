using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Orchestration;
using Aspire.Hosting.Publishing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

/// <summary>The application: its resources are started and stopped with it.</summary>
public partial class DistributedApplication : IHost, IAsyncDisposable
{
    private readonly IHost _host;
    private readonly string _directory;
    private readonly ILogger _logger;
    private ShutdownSignals? _signals;
    private bool _isStarted;

    internal DistributedApplication(IHost host, string directory)
    {
        _host = host;
        _directory = directory;
        _logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger<DistributedApplication>();
    }

    /// <summary>The AppHost's own services.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Tells what the resources do.</summary>
    public ResourceNotificationService ResourceNotifications => Services.GetRequiredService<ResourceNotificationService>();

    /// <summary>Begins an application; the arguments become configuration, as <c>--key value</c>.</summary>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args) =>
        CreateBuilder(new DistributedApplicationOptions { Args = args });

    /// <summary>Begins an application.</summary>
    public static IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new DistributedApplicationBuilder(options);
    }

    /// <inheritdoc cref="RunAsync" />
    public void Run() => RunAsync().GetAwaiter().GetResult();

    /// <summary>
    /// Starts the application and waits until it is told to stop, or until all its resources have ended; published, it writes its
    /// manifest instead.
    /// </summary>
    /// <exception cref="DistributedApplicationException">
    /// It could not be started or published, or all resources ended, one with an error.
    /// </exception>
    public virtual async Task RunAsync(CancellationToken cancellationToken = default)
    {
        if (Services.GetRequiredService<DistributedApplicationExecutionContext>().IsPublishMode)
        {
            await Services.GetRequiredService<ManifestPublisher>().PublishAsync(cancellationToken);
            return;
        }

        await using (this)
        {
            await StartAsync(cancellationToken);
            var orchestrator = Services.GetRequiredService<ResourceOrchestrator>();
            var lifetime = Services.GetRequiredService<IHostApplicationLifetime>();
            using var watch = cancellationToken.Register(lifetime.StopApplication);
            var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using (lifetime.ApplicationStopping.Register(() => stopping.TrySetResult()))
                await Task.WhenAny(orchestrator.EndAsync(), stopping.Task);

            var failed = stopping.Task.IsCompleted
                ? []
                : orchestrator.Started.Where(HasFailed).Select(resource => $"'{resource.Name}'").ToList();
            await StopAsync(CancellationToken.None);
            if (failed.Count == 0)
                return;
            throw new DistributedApplicationException(
                $"Every resource has ended, with an error: {string.Join(", ", failed)}. What happened was logged.");
        }
    }

    /// <summary>Starts the resources; those that wait for others start later.</summary>
    /// <exception cref="DistributedApplicationException">A port that was asked for is in use.</exception>
    public virtual async Task StartAsync(CancellationToken cancellationToken = default)
    {
        LogStarting(_logger);
        LogDirectory(_logger, _directory);
        _signals = new ShutdownSignals(Services.GetRequiredService<ResourceOrchestrator>());
        _isStarted = true;
        await _host.StartAsync(cancellationToken);
        LogStarted(_logger);
        Services.GetService<DashboardHost>()?.Announce();
    }

    /// <summary>Stops the resources: each is asked to end, and ended after 6 s.</summary>
    public virtual async Task StopAsync(CancellationToken cancellationToken = default)
    {
        _isStarted = false;
        await _host.StopAsync(cancellationToken);
    }

    /// <summary>Stops the resources and gives everything back.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        if (_isStarted)
            await StopAsync();
        _signals?.Dispose();
        if (_host is IAsyncDisposable host)
            await host.DisposeAsync();
        else
            _host.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc cref="DisposeAsync" />
    public virtual void Dispose()
    {
        DisposeAsync().AsTask().GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }

    private bool HasFailed(IResource resource) =>
        ResourceNotifications.Last(resource).State?.Text is not { } state || state != KnownResourceStates.Finished;

    [LoggerMessage(1, LogLevel.Information, "Distributed application starting.")]
    private static partial void LogStarting(ILogger logger);

    [LoggerMessage(2, LogLevel.Information, "Application host directory is: {Directory}")]
    private static partial void LogDirectory(ILogger logger, string directory);

    [LoggerMessage(3, LogLevel.Information, "Distributed application started. Press Ctrl+C to shut down.")]
    private static partial void LogStarted(ILogger logger);
}
