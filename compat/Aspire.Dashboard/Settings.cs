using System.Security.Cryptography;

namespace Aspire.Dashboard;

/// <summary>How the dashboard is set up; the names are those that the genuine one reads, where it has them.</summary>
internal sealed record Settings
{
    public const string ResourceKeyHeader = "x-resource-api-key";
    private const int TokenBytes = 16;

    /// <summary>Where the pages are.</summary>
    public required Uri Frontend { get; init; }

    /// <summary>Where OTLP over gRPC, and the AppHost, are listened to.</summary>
    public required Uri OtlpGrpc { get; init; }

    /// <summary>Where OTLP over HTTP is listened to.</summary>
    public required Uri OtlpHttp { get; init; }

    /// <summary>What lets a browser in.</summary>
    public required string Token { get; init; }

    /// <summary>What lets telemetry in; null: all of it.</summary>
    public required string? OtlpKey { get; init; }

    /// <summary>What lets the AppHost in; null: nobody is.</summary>
    public required string? ResourceKey { get; init; }

    /// <summary>Ends when standard input does, which the system closes with the AppHost.</summary>
    public required bool EndsWithInput { get; init; }

    public required Limits Limits { get; init; }

    /// <exception cref="InvalidOperationException">A setting cannot be used; the text says which and what would be right.</exception>
    public static Settings Of(IConfiguration configuration) => new()
    {
        Frontend = Address(configuration, "ASPNETCORE_URLS", 18888),
        OtlpGrpc = Address(configuration, "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", 18889),
        OtlpHttp = Address(configuration, "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", 18890),
        Token = Text(configuration, "ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN") ?? RandomNumberGenerator.GetHexString(2 * TokenBytes, true),
        OtlpKey = Text(configuration, "Dashboard:Otlp:PrimaryApiKey"),
        ResourceKey = Text(configuration, "Dashboard:ResourceServiceClient:ApiKey"),
        EndsWithInput = configuration.GetValue("Dashboard:EndsWithInput", defaultValue: false),
        Limits = Limits.Of(configuration.GetSection("Dashboard:TelemetryLimits")),
    };

    private static string? Text(IConfiguration configuration, string key) => configuration[key] is { Length: > 0 } text ? text : null;

    private static Uri Address(IConfiguration configuration, string key, int defaultPort)
    {
        var text = Text(configuration, key)?.Split(';')[0] ?? $"http://localhost:{defaultPort}";
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == "http" && address.Port > 0
            ? address
            : throw new InvalidOperationException($"{key} is '{text}': an address such as http://localhost:{defaultPort} is right; "
                + "https is not served here.");
    }
}
