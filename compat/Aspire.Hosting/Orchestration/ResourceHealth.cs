using System.Collections.Immutable;
using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Orchestration;

/// <summary>Asks the health checks of running resources, often until they are healthy, then ever less often.</summary>
/// <param name="notifications">Where the answers go.</param>
/// <param name="checks">The registered checks.</param>
/// <param name="patience">How long a resource may take to become healthy.</param>
internal sealed class ResourceHealth(ResourceNotificationService notifications, HealthCheckService checks, TimeSpan patience)
{
    public const string PatienceKey = "ResourceHealth:TimeoutSeconds";
    public const int DefaultPatienceSeconds = 120;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private static IEnumerable<string> Keys(IResource resource) =>
        resource.Annotations.OfType<HealthCheckAnnotation>().Select(annotation => annotation.Key);

    /// <summary>Not started, and unhealthy until its checks have spoken: nobody shall start on a resource that was not asked yet.</summary>
    public Task BeginAsync(IResource resource) => notifications.PublishUpdateAsync(resource, last => last with
    {
        State = KnownResourceStates.NotStarted,
        ExitCode = null,
        Problem = null,
        HealthReports = [.. Keys(resource).Select(key => new HealthReportSnapshot(key, null, null, null))],
    });

    /// <summary>Watches one resource until the token ends it.</summary>
    /// <param name="resource">The resource, which runs.</param>
    /// <param name="onLate">Called once if it does not become healthy in time.</param>
    /// <param name="cancellationToken">Ends the watch, which then ends without an exception.</param>
    public async Task WatchAsync(IResource resource, Action onLate, CancellationToken cancellationToken)
    {
        var keys = Keys(resource).ToHashSet();
        if (keys.Count == 0)
            return;
        var began = Stopwatch.GetTimestamp();
        var (wasHealthy, isLate, pause) = (false, false, Shortest);
        try
        {
            while (true)
            {
                var report = await checks.CheckHealthAsync(registration => keys.Contains(registration.Name), cancellationToken);
                var isHealthy = report.Status == HealthStatus.Healthy;
                wasHealthy |= isHealthy;
                var becomesLate = !wasHealthy && !isLate && Stopwatch.GetElapsedTime(began) > patience;
                isLate = (isLate || becomesLate) && !isHealthy;
                await PublishAsync(resource, report, isLate);
                if (becomesLate)
                    onLate();
                pause = isHealthy ? TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, Longest.Ticks)) : Shortest;
                await Task.Delay(pause, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The resource has ended, or is about to.
        }
    }

    private Task PublishAsync(IResource resource, HealthReport report, bool isLate)
    {
        ImmutableArray<HealthReportSnapshot> reports = [.. report.Entries.Select(entry =>
            new HealthReportSnapshot(entry.Key, entry.Value.Status, entry.Value.Description, entry.Value.Exception?.ToString()))];
        var said = string.Join(
            "; ", report.Entries.Values.Where(entry => entry.Status != HealthStatus.Healthy).Select(entry => entry.Description));
        var problem = isLate ? $"runs, but was not healthy within {patience.TotalSeconds:0} s: {said}" : null;
        var known = notifications.Last(resource);
        return known.HealthReports.SequenceEqual(reports) && known.Problem == problem
            ? Task.CompletedTask
            : notifications.PublishUpdateAsync(resource, last => last with { HealthReports = reports, Problem = problem });
    }
}
