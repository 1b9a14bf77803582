using Grpc.AspNetCore.HealthChecks;
using Microsoft.AspNetCore.Routing;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps health over gRPC.</summary>
public static class GrpcHealthChecksEndpointRouteBuilderExtensions
{
    /// <summary>Maps grpc.health.v1: <c>Check</c> runs the health checks, <c>Watch</c> tells the changes their publisher sees.</summary>
    /// <param name="builder">The routes.</param>
    /// <exception cref="ArgumentNullException">There are no routes.</exception>
    public static GrpcServiceEndpointConventionBuilder MapGrpcHealthChecksService(this IEndpointRouteBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.MapGrpcService<HealthService>();
    }
}
