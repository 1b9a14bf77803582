using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace PlayCount.ServiceDefaults.Telemetry;

/// <summary>
/// Where telemetry goes, under the names that OpenTelemetry gives these settings. The exporter reads them itself; here they are checked.
/// </summary>
internal sealed class TelemetryOptions
{
    /// <summary>Setting that turns the export on.</summary>
    public const string EndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private const string ProtocolKey = "OTEL_EXPORTER_OTLP_PROTOCOL";

    /// <summary>Address of the collector; empty, the default: nothing is sent anywhere.</summary>
    [ConfigurationKeyName(EndpointKey)]
    [RegularExpression(@"https?://[^\s/]\S*", ErrorMessage = EndpointKey
        + " is no address: one such as http://localhost:4317 is right, or none to send nothing.")]
    public string? Endpoint { get; set; }

    /// <summary><c>grpc</c>, the default, or <c>http/protobuf</c>.</summary>
    [ConfigurationKeyName(ProtocolKey)]
    [AllowedValues(null, "", "grpc", "http/protobuf", ErrorMessage = ProtocolKey
        + " is none of those known: grpc or http/protobuf is right.")]
    public string? Protocol { get; set; }
}
