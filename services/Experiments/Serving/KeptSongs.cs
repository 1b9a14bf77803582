using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.Experiments.Serving;

/// <summary>The songs of a study whose clips are kept.</summary>
public static class KeptSongs
{
    /// <summary>Their ids, in ordinal order.</summary>
    public static IEnumerable<string> Of(IBlobStore study) => study.List("clips")
        .Where(name => name.EndsWith(".npy", StringComparison.Ordinal)).Select(name => Path.GetFileNameWithoutExtension(name));
}
