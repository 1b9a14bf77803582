using System.ComponentModel;
using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration;
using Grpc.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard;

/// <summary>Starts the dashboard with the application and ends it last. What fails here costs the dashboard alone.</summary>
internal sealed partial class DashboardHost(
    string assembly, string application, IResourceCollection resources, ResourceNotificationService notifications,
    ResourceLoggerService logs, ResourceOrchestrator orchestrator, IConfiguration configuration, ILogger logger)
    : IHostedService, IDisposable
{
    private const string PathKey = "ASPIRE_DASHBOARD_PATH";

    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DashboardProcess? _process;
    private Task _run = Task.CompletedTask;

    /// <summary>The dashboard's assembly: the one of the configuration, else that which the AppHost's build wrote down.</summary>
    public static string? Find(IConfiguration configuration) => configuration[PathKey] is { Length: > 0 } path
        ? path
        : Assembly.GetEntryAssembly()?.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(entry => entry.Key == "aspiredashboardpath")?.Value;

    /// <summary>The application has started: the address to log in at is told as soon as the dashboard listens.</summary>
    public void Announce() => _started.TrySetResult();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!File.Exists(assembly))
                throw new DistributedApplicationException($"'{assembly}' is not there: build the AppHost, which builds it too");
            var address = DashboardAddress.Choose(configuration, resources);
            _process = new DashboardProcess(assembly, address);
            address.Tell(configuration);
            _run = RunAsync(_process, address);
        }
        catch (Exception e) when (e is DistributedApplicationException or Win32Exception)
        {
            LogFailed(logger, e.Message);
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _run;
        if (_process is not null)
            await _process.DisposeAsync();
    }

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync(DashboardProcess process, DashboardAddress address)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        var end = process.EndAsync(_stopping.Token);
        var link = new DashboardLink(application, resources, notifications, logs, orchestrator)
            .RunAsync(address, () => _ = TellLoginAsync(address), ended.Token);
        try
        {
            await Task.WhenAny(end, link);
            if (end.IsCompletedSuccessfully)
            {
                LogFailed(logger, await end);
                await ended.CancelAsync();
            }

            await link;
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException or TimeoutException or DistributedApplicationException)
        {
            if (!ended.IsCancellationRequested)
                LogLost(logger, e.Message);
        }
    }

    private async Task TellLoginAsync(DashboardAddress address)
    {
        await _started.Task;
        LogLogin(logger, address.Login);
    }

    [LoggerMessage(1, LogLevel.Information, "Login to the dashboard at {Url}")]
    private static partial void LogLogin(ILogger logger, string url);

    [LoggerMessage(2, LogLevel.Warning, "There is no dashboard, and the application goes on without: {Reason}")]
    private static partial void LogFailed(ILogger logger, string reason);

    [LoggerMessage(3, LogLevel.Warning, "The dashboard is told nothing any more, and the application goes on without: {Reason}")]
    private static partial void LogLost(ILogger logger, string reason);
}
