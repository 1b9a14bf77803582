using System.Security.Cryptography;

namespace Aspire.Dashboard.Pages;

/// <summary>A file that pages load; it is part of the program. Its address changes with its content, so that no old one is kept.</summary>
internal sealed class Asset
{
    private const int HashBytes = 6;

    private readonly byte[] _bytes;
    private readonly string _contentType;

    private Asset(string name, string contentType)
    {
        using var stream = typeof(Asset).Assembly.GetManifestResourceStream(name)!;
        (_bytes, _contentType) = (new byte[stream.Length], contentType);
        stream.ReadExactly(_bytes);
        Path = $"/assets/{Convert.ToHexStringLower(SHA256.HashData(_bytes).AsSpan(0, HashBytes))}/{name}";
    }

    public static Asset Style { get; } = new("site.css", "text/css; charset=utf-8");

    /// <summary>Loads the changing parts of a page again.</summary>
    public static Asset Script { get; } = new("live.js", "text/javascript; charset=utf-8");

    public string Path { get; }

    public IResult Content(HttpContext context)
    {
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(_bytes, _contentType);
    }
}
