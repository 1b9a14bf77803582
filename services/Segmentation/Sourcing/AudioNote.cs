using System.Text.Json;
using PlayCount.ServiceDefaults.Files;

namespace PlayCount.Segmentation.Sourcing;

/// <summary>What is known of a downloaded file, or of the part of one that is there.</summary>
/// <param name="Address">Where it is from.</param>
/// <param name="ETag">The version as the server names it, or null.</param>
/// <param name="LastModified">When it was changed last, as the server said, or null.</param>
/// <param name="Bytes">Its length; of a part that of the whole, or null where the server did not say.</param>
/// <param name="Sha256">Of the whole file in lower-case hexadecimal digits; null for a part.</param>
internal sealed record AudioNote(string Address, string? ETag, DateTimeOffset? LastModified, long? Bytes, string? Sha256)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Whether a part can be gone on with: the server names the version so that it can say whether that is still there.</summary>
    public bool IsResumable => ETag is { } tag ? !tag.StartsWith("W/", StringComparison.Ordinal) : LastModified is not null;

    /// <summary>A stored note; null where there is none, or it is damaged.</summary>
    public static AudioNote? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<AudioNote>(File.ReadAllBytes(path), Json);
        }
        catch (Exception e) when (e is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public void Write(string path) => AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, this, Json));
}
