using PlayCount.Songs;

namespace PlayCount.Audio;

/// <summary>Names of a song's clips and features: float32 .npy files, shape (clips, values a clip).</summary>
public static class ClipFiles
{
    /// <summary><c>clips/&lt;songId&gt;.npy</c>, shape (clips, clipSamples), in [-1, 1].</summary>
    public static string Clips(SongId song) => $"clips/{song}.npy";

    /// <summary><c>features/&lt;frontEnd&gt;/&lt;songId&gt;.npy</c>, shape (clips, values a clip); for <c>raw</c> the clips.</summary>
    public static string Features(string frontEnd, SongId song) =>
        frontEnd == FrontEnds.Raw ? Clips(song) : $"features/{frontEnd}/{song}.npy";

    /// <summary><c>clips/&lt;songId&gt;.json</c>: what the song was cut from, and how.</summary>
    public static string Origin(SongId song) => $"clips/{song}.json";
}
