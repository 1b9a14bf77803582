using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Dashboard;

/// <summary>Where the dashboard listens, and what lets into it: as the AppHost was told, else free ports and random keys.</summary>
internal sealed record DashboardAddress(
    string Frontend, string OtlpGrpc, string OtlpHttp, string Token, string OtlpKey, string ResourceKey)
{
    private const string FrontendKey = "ASPNETCORE_URLS";
    private const string OtlpGrpcKey = "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL";
    private const string OtlpHttpKey = "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL";
    private const string TokenKey = "ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN";
    private const string AppHostOtlpKey = "AppHost:OtlpApiKey";
    private const int KeyBytes = 16;

    /// <summary>Where a browser logs in.</summary>
    public string Login => $"{Frontend.TrimEnd('/')}/login?t={Uri.EscapeDataString(Token)}";

    public static DashboardAddress Choose(IConfiguration configuration, IEnumerable<IResource> resources)
    {
        var asked = resources.SelectMany(resource => resource.Annotations.OfType<EndpointAnnotation>())
            .Select(endpoint => endpoint.Port).OfType<int>().ToHashSet();
        return new(
            Given(FrontendKey)?.Split(';').FirstOrDefault(url => url.StartsWith("http://", StringComparison.Ordinal)) ?? Free(),
            Given(OtlpGrpcKey) ?? Given("DOTNET_DASHBOARD_OTLP_ENDPOINT_URL") ?? Free(),
            Given(OtlpHttpKey) ?? Free(),
            Given(TokenKey) ?? Key(),
            Given(AppHostOtlpKey) ?? Key(),
            Key());

        string? Given(string key) => configuration[key] is { Length: > 0 } value ? value : null;
        string Free() => $"http://localhost:{FreePorts.Choose(asked)}";
        static string Key() => RandomNumberGenerator.GetHexString(2 * KeyBytes, lowercase: true);
    }

    /// <summary>Lets resources send their telemetry here, unless a collector of the user's own is to get it.</summary>
    public void Tell(IConfiguration configuration)
    {
        if (!string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            return;
        configuration[OtlpGrpcKey] = configuration["OTEL_EXPORTER_OTLP_PROTOCOL"] == "http/protobuf" ? OtlpHttp : OtlpGrpc;
        configuration[AppHostOtlpKey] = OtlpKey;
    }

    /// <summary>The dashboard's settings.</summary>
    public IEnumerable<(string Name, string Value)> Environment() =>
    [
        (FrontendKey, Frontend),
        (OtlpGrpcKey, OtlpGrpc),
        (OtlpHttpKey, OtlpHttp),
        (TokenKey, Token),
        ("Dashboard__Otlp__PrimaryApiKey", OtlpKey),
        ("Dashboard__ResourceServiceClient__ApiKey", ResourceKey),
        ("Dashboard__EndsWithInput", "true"),
    ];
}
