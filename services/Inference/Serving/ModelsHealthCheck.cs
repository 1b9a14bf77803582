using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace PlayCount.Inference.Serving;

/// <summary>Healthy with at least one model.</summary>
internal sealed class ModelsHealthCheck(ModelCatalog catalog) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(catalog.Models.All.Count is > 0 and var models
            ? HealthCheckResult.Healthy($"{models} models are served.")
            : HealthCheckResult.Unhealthy("No model is loaded."));
}
