using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace PlayCount.ServiceDefaults.Health;

/// <summary>
/// <c>/health</c>: whether the service can work. <c>/alive</c>: whether it need not be started again. Both say one word and no reason;
/// reasons are logged.
/// </summary>
/// <remarks>
/// They are there in every environment, because orchestrators ask for them in production above all. Who may ask is told by where the
/// connection came in: over the loopback interface, or on the health port. Unlike the caller's address and the Host header, no header can
/// change that. For everybody else they are not there.
/// </remarks>
internal static class HealthEndpoints
{
    /// <summary>Tag of the checks that <c>/alive</c> asks.</summary>
    public const string Live = "live";

    private const string Health = "/health";
    private const string Alive = "/alive";
    private const string GrpcHealth = "/grpc.health.v1.Health";

    public static void Map(IEndpointRouteBuilder app)
    {
        var port = app.ServiceProvider.GetRequiredService<IOptions<HealthOptions>>().Value.Port;
        Map(app, Health, _ => true, port);
        Map(app, Alive, check => check.Tags.Contains(Live), port);
    }

    /// <summary>Whether a path is only asked for to learn the health.</summary>
    public static bool IsProbe(PathString path) => path == Health || path == Alive || path.StartsWithSegments(GrpcHealth);

    private static void Map(IEndpointRouteBuilder app, string path, Func<HealthCheckRegistration, bool> isAsked, int? port) =>
        app.MapHealthChecks(path, new HealthCheckOptions
        {
            Predicate = isAsked,
            ResultStatusCodes = { [HealthStatus.Degraded] = StatusCodes.Status503ServiceUnavailable },
        }).AllowAnonymous().DisableHttpMetrics().Add(endpoint =>
        {
            var answer = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = context => IsAnswered(context.Connection, port) ? answer(context) : NotThere(context);
        });

    private static bool IsAnswered(ConnectionInfo connection, int? port) =>
        connection.LocalPort == port || (connection.LocalIpAddress is { } here && IPAddress.IsLoopback(here));

    private static Task NotThere(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
