using PlayCount.Audio;
using PlayCount.Songs;

namespace PlayCount.Segmentation.Cutting;

/// <summary>Where a song's clips and features lie below the output folder: float32 .npy files, shape (clips, values a clip).</summary>
public static class ClipFiles
{
    /// <summary><c>clips/&lt;songId&gt;.npy</c>, shape (clips, clipSamples), in [-1, 1].</summary>
    public static string Clips(string outFolder, SongId song) => Path.Combine(outFolder, "clips", song + ".npy");

    /// <summary><c>features/&lt;frontEnd&gt;/&lt;songId&gt;.npy</c>, shape (clips, values a clip); for <c>raw</c> the clips.</summary>
    public static string Features(string outFolder, string frontEnd, SongId song) =>
        frontEnd == FrontEnds.Raw ? Clips(outFolder, song) : Path.Combine(outFolder, "features", frontEnd, song + ".npy");

    /// <summary><c>clips/index.json</c>: what the clips were cut from, and how.</summary>
    internal static string Index(string outFolder) => Path.Combine(outFolder, "clips", "index.json");
}
