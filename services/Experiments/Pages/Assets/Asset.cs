using System.Reflection;
using System.Security.Cryptography;

namespace PlayCount.Experiments.Pages.Assets;

/// <summary>A file that pages load; it is part of the program. Its address changes with its content, so that no old one is kept.</summary>
internal sealed class Asset
{
    private const int HashBytes = 6;
    private const string Forever = "public, max-age=31536000, immutable";

    private readonly byte[] _bytes;
    private readonly string _contentType;

    private Asset(string name, string contentType, params byte[][] parts)
    {
        (_bytes, _contentType) = ([.. parts.SelectMany(part => part)], contentType);
        Path = $"/assets/{Convert.ToHexStringLower(SHA256.HashData(_bytes).AsSpan(0, HashBytes))}/{name}";
    }

    /// <summary>The report's style, and what the pages add to it.</summary>
    public static Asset Style { get; } = new(
        "site.css", "text/css; charset=utf-8", System.Text.Encoding.UTF8.GetBytes(Reporting.PageStyle.Css), Embedded("site.css"));

    /// <summary>The one script: follows an experiment as it goes.</summary>
    public static Asset Script { get; } = new("live.js", "text/javascript; charset=utf-8", Embedded("live.js"));

    /// <summary>The picture beside the title.</summary>
    public static Asset Icon { get; } = new("icon.svg", "image/svg+xml", Embedded("icon.svg"));

    public static IReadOnlyList<Asset> All => [Style, Script, Icon];

    /// <summary>Where it is.</summary>
    public string Path { get; }

    public IResult Content() => new Kept(this);

    private static byte[] Embedded(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(typeof(Asset), name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private sealed class Kept(Asset asset) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.CacheControl = Forever;
            return Results.Bytes(asset._bytes, asset._contentType).ExecuteAsync(httpContext);
        }
    }
}
