using Microsoft.Extensions.Diagnostics.HealthChecks;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Grpc.AspNetCore.HealthChecks;

/// <summary>The newest status, and word of the next.</summary>
internal sealed class CurrentHealth : IHealthCheckPublisher
{
    private readonly Lock _gate = new();
    private ServingStatus _status = ServingStatus.Unknown;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The newest status, and a task that ends when it is no longer so.</summary>
    public (ServingStatus Status, Task Changed) Read()
    {
        lock (_gate)
            return (_status, _changed.Task);
    }

    /// <summary>Takes a report, wakes who waits where the status is another, and gives it.</summary>
    public ServingStatus Set(HealthReport report)
    {
        var status = Of(report);
        lock (_gate)
        {
            if (status == _status)
                return status;
            _status = status;
            _changed.SetResult();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return status;
    }

    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        Set(report);
        return Task.CompletedTask;
    }

    private static ServingStatus Of(HealthReport report) => report switch
    {
        { Entries.Count: 0 } => ServingStatus.Unknown,
        { Status: HealthStatus.Unhealthy } => ServingStatus.NotServing,
        _ => ServingStatus.Serving,
    };
}
