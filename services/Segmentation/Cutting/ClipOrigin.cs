using System.Text.Json;
using PlayCount.Audio;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;

namespace PlayCount.Segmentation.Cutting;

/// <summary>What a song was cut from and how, and what was written, so that the same song is not cut twice.</summary>
/// <param name="Settings">How.</param>
/// <param name="SourceSha256">Of the audio file.</param>
/// <param name="Clips">Number of clips.</param>
/// <param name="ValuesSha256">Of the values in each .npy file, by front end; <c>raw</c> are the clips.</param>
internal sealed record ClipOrigin(ClipSettings Settings, string SourceSha256, int Clips, IReadOnlyDictionary<string, string> ValuesSha256)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>What is known of a song; one that is not there or damaged is unknown, for everything can be cut again.</summary>
    public static ClipOrigin? Find(IBlobStore blobs, SongId song)
    {
        try
        {
            return blobs.Exists(ClipFiles.Origin(song))
                ? JsonSerializer.Deserialize<ClipOrigin>(blobs.ReadAllBytes(ClipFiles.Origin(song)), Json)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void Save(IBlobStore blobs, SongId song) =>
        blobs.WriteText(ClipFiles.Origin(song), file => file.WriteLine(JsonSerializer.Serialize(this, Json)));
}
