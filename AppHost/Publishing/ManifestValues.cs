using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PlayCount.AppHost;

/// <summary>What a manifest's expressions, such as <c>{mysql.bindings.tcp.port}</c>, are within one Docker network.</summary>
/// <param name="resources">The manifest's resources.</param>
internal sealed partial class ManifestValues(JsonObject resources)
{
    /// <summary>Where projects listen that were told no port.</summary>
    public const int UsualPort = 8080;

    /// <summary>The emulator's port for blobs.</summary>
    public const int EmulatorPort = 10000;

    // Not secret: every emulator has this account and this key, as Microsoft's documentation of Azurite says.
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>The variable of the environment that a parameter is read from.</summary>
    public static string Variable(string parameter) => parameter.ToUpperInvariant().Replace('-', '_');

    /// <summary>The text, its expressions resolved; <c>$</c> doubled for Compose.</summary>
    public string Resolve(string text) => Expression().Replace(text, match => match.Value switch
    {
        "{{" => "{",
        "}}" => "}",
        "$" => "$$",
        _ => Value(match.Groups[1].Value, text),
    });

    private string Value(string expression, string text)
    {
        var path = expression.Split('.');
        var resource = resources[path[0]]?.AsObject();
        return (resource, path) switch
        {
            ({ } one, [_, "connectionString"]) when (string?)one["type"] != "parameter.v0" => ConnectionString(one),
            ({ } one, [_, "value"]) when (string?)one["type"] == "annotated.string" => Resolve((string)one["value"]!),
            ({ }, [_, "value"]) when path[0] == ComposeFile.SongsFolder => ComposeFile.SongsMount,
            ({ }, [_, "value"]) => $"${{{Variable(path[0])}:?set {Variable(path[0])} in .env}}",
            ({ }, [_, "outputs", "blobEndpoint"]) => Blobs(path[0]),
            ({ } one, [_, "bindings", _, _]) when one["bindings"]?[path[2]]?.AsObject() is { } binding => Bound(path[0], binding, path[3]),
            _ => throw new DistributedApplicationException($"The manifest says '{text}', and nothing is known of {{{expression}}}: "
                + "publish with --backing containers."),
        };
    }

    // Of an account in Azure it is the address alone; the emulator wants its key beside it.
    private string ConnectionString(JsonObject resource)
    {
        var text = (string)resource["connectionString"]!;
        return BlobEndpoint().Match(text) is { Success: true } account
            ? $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint={Blobs(account.Groups[1].Value)};"
            : Resolve(text);
    }

    private static string Blobs(string storage) => $"http://{storage}:{EmulatorPort}/{Account}";

    private static string Bound(string resource, JsonObject binding, string property) => property switch
    {
        "host" => resource,
        "port" or "targetPort" => $"{(int?)binding["targetPort"] ?? UsualPort}",
        "url" => $"{binding["scheme"]}://{resource}:{(int?)binding["targetPort"] ?? UsualPort}",
        _ => (string?)binding[property] ?? "",
    };

    [GeneratedRegex(@"\{\{|\}\}|\{([^{}]+)\}|\$")]
    private static partial Regex Expression();

    [GeneratedRegex(@"^\{([^{}.]+)\.outputs\.blobEndpoint\}$")]
    private static partial Regex BlobEndpoint();
}
