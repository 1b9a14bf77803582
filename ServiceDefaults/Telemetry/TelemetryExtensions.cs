using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using PlayCount.ServiceDefaults.Health;
using PlayCount.ServiceDefaults.Hosting;

namespace PlayCount.ServiceDefaults.Telemetry;

/// <summary>Logs, metrics and traces.</summary>
internal static class TelemetryExtensions
{
    private static readonly string[] Sources = ["PlayCount.*", "MassTransit", "Grpc.AspNetCore.Server", "Grpc.Net.Client"];
    private static readonly string[] Meters = ["PlayCount.*", "MassTransit", "Microsoft.AspNetCore.*", "System.Net.*"];

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        builder.Services.AddCheckedOptions<TelemetryOptions>("");
        // Where entries can be searched there is room for more of them than on a console. First, so that every setting goes before it.
        builder.Services.Configure<LoggerFilterOptions>(filter => filter.Rules.Insert(
            0, new LoggerFilterRule(typeof(OpenTelemetryLoggerProvider).FullName, "PlayCount", LogLevel.Information, filter: null)));
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => Describe(resource, builder.Environment.ApplicationName))
            .WithLogging(null, logs =>
            {
                logs.IncludeFormattedMessage = true;
                logs.IncludeScopes = true;
            })
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation().AddMeter(Meters))
            .WithTracing(traces => traces
                .AddAspNetCoreInstrumentation(requests => requests.Filter = context => !HealthEndpoints.IsProbe(context.Request.Path))
                .AddHttpClientInstrumentation()
                .AddSource(Sources)
                .AddProcessor(new LoneQueries()));
        if (!string.IsNullOrEmpty(builder.Configuration[TelemetryOptions.EndpointKey]))
            telemetry.UseOtlpExporter();
    }

    /// <summary>The variables of the environment have the last word, the service's name included.</summary>
    private static void Describe(ResourceBuilder resource, string service) =>
        resource.Clear().AddTelemetrySdk().AddService(service).AddEnvironmentVariableDetector();
}
