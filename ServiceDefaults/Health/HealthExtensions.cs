using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using PlayCount.ServiceDefaults.Hosting;

namespace PlayCount.ServiceDefaults.Health;

/// <summary>The health check "self", and limits for all checks.</summary>
internal static class HealthExtensions
{
    public static void AddHealth(this IServiceCollection services)
    {
        services.AddCheckedOptions<HealthOptions>(HealthOptions.Section);
        services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [HealthEndpoints.Live]);
        services.AddOptions<HealthCheckServiceOptions>().PostConfigure<IOptions<HealthOptions>>(Limit);
        services.AddHostedService<HealthPortCheck>();
    }

    private static void Limit(HealthCheckServiceOptions checks, IOptions<HealthOptions> health)
    {
        foreach (var check in checks.Registrations.Where(check => check.Timeout == Timeout.InfiniteTimeSpan))
            check.Timeout = TimeSpan.FromSeconds(health.Value.CheckSeconds);
    }
}
