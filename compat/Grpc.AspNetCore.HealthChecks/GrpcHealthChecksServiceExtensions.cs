using Grpc.AspNetCore.HealthChecks;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers health over gRPC.</summary>
public static class GrpcHealthChecksServiceExtensions
{
    /// <summary>Registers what answers grpc.health.v1; <c>MapGrpcHealthChecksService</c> maps it.</summary>
    /// <param name="services">Where it is registered.</param>
    /// <returns>The health checks, to add to: all of them together are the health of the service named "".</returns>
    /// <exception cref="ArgumentNullException">There are no services.</exception>
    public static IHealthChecksBuilder AddGrpcHealthChecks(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<CurrentHealth>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthCheckPublisher, CurrentHealth>(
            provider => provider.GetRequiredService<CurrentHealth>()));
        return services.AddHealthChecks();
    }
}
