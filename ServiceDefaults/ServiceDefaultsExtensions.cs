using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using PlayCount.ServiceDefaults.Calls;
using PlayCount.ServiceDefaults.Health;
using PlayCount.ServiceDefaults.Telemetry;

namespace PlayCount.ServiceDefaults;

/// <summary>What every service has: telemetry, health, calls that end.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>
    /// Logs, metrics and traces over OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set; the health check "self"; HTTP and gRPC clients
    /// that find services by name and give up in time. The first line of a Program.cs.
    /// </summary>
    public static IHostApplicationBuilder AddServiceDefaults(this IHostApplicationBuilder builder)
    {
        builder.AddTelemetry();
        builder.Services.AddHealth();
        builder.Services.AddCallDefaults();
        return builder;
    }

    /// <summary><c>/health</c> and <c>/alive</c>, for this machine and the health port. The last line before the service runs.</summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        HealthEndpoints.Map(app);
        return app;
    }
}
