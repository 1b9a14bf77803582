using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Projects;

/// <summary>The variables that tell a resource where telemetry goes; none unless the AppHost was told.</summary>
internal static class TelemetryEnvironment
{
    private static readonly string[] EndpointKeys =
        ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "DOTNET_DASHBOARD_OTLP_ENDPOINT_URL", "OTEL_EXPORTER_OTLP_ENDPOINT"];

    public static void Add(Dictionary<string, object> variables, string resource, IConfiguration configuration, bool isDevelopment)
    {
        if (EndpointKeys.Select(key => configuration[key]).FirstOrDefault(value => !string.IsNullOrEmpty(value)) is not { } endpoint)
            return;
        variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint;
        variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = configuration["OTEL_EXPORTER_OTLP_PROTOCOL"] ?? "grpc";
        variables["OTEL_SERVICE_NAME"] = resource;
        variables["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={Guid.NewGuid().ToString("N")[..8]}";
        if (configuration["AppHost:OtlpApiKey"] is { } apiKey)
            variables["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={apiKey}";
        if (!isDevelopment)
            return;
        variables["OTEL_BLRP_SCHEDULE_DELAY"] = variables["OTEL_BSP_SCHEDULE_DELAY"] = variables["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
        variables["OTEL_TRACES_SAMPLER"] = "always_on";
        variables["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based";
    }
}
