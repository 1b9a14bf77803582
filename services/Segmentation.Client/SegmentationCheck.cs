using Grpc.Core;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Service = PlayCount.Contracts.V1.Segmentation;

namespace PlayCount.Segmentation.Client;

/// <summary>Whether Segmentation answers. Without it all but whole audio files is served, so this is degraded and not unhealthy.</summary>
internal sealed class SegmentationCheck(Service.SegmentationClient segmentation, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await segmentation.GetCutLimitsAsync(
                new(), deadline: time.GetUtcNow().UtcDateTime + Longest, cancellationToken: cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (RpcException e)
        {
            return HealthCheckResult.Degraded("Segmentation, which decodes audio, does not answer.", e);
        }
    }
}
