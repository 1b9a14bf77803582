using PlayCount.Audio;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;

namespace PlayCount.Experiments.Reporting;

/// <summary>Two songs of a study whose audio is one sound.</summary>
/// <param name="Song">The one.</param>
/// <param name="Other">The other.</param>
/// <param name="IsExact">Whether every clip is the same; else they move alike, as one sound stored in two formats does.</param>
/// <param name="Likeness">How alike they move, at most 1.</param>
public sealed record SongsOfOneSound(SongId Song, SongId Other, bool IsExact, double Likeness)
{
    /// <summary>Finds all pairs of a study, from the log-mel vectors that stand beside its clips.</summary>
    /// <param name="study">The study's blobs.</param>
    /// <param name="songs">Songs with audio.</param>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static IReadOnlyList<SongsOfOneSound> Find(IBlobStore study, IEnumerable<SongId> songs)
    {
        SongId[] all = [.. songs.Distinct().Order()];
        return [.. SameSound.Find(Array.ConvertAll(all, song => SoundPrint.Of(Read(study, song))))
            .Select(pair => new SongsOfOneSound(all[pair.First], all[pair.Second], pair.IsExact, pair.Likeness))];
    }

    /// <summary>A number for each song that songs of its sound share, as the folds of a listener who heard all of them have it.</summary>
    /// <inheritdoc cref="Find" path="/param"/>
    /// <inheritdoc cref="Find" path="/exception"/>
    public static IReadOnlyDictionary<SongId, int> Groups(IBlobStore study, IEnumerable<SongId> songs)
    {
        SongId[] all = [.. songs.Distinct().Order()];
        var groups = SameSound.Groups(Array.ConvertAll(all, song => SoundPrint.Of(Read(study, song))));
        return all.Zip(groups).ToDictionary();
    }

    private static NpyMatrix Read(IBlobStore study, SongId song)
    {
        using var file = study.OpenRead(ClipFiles.Features(FrontEnds.LogMel, song));
        return Npy.Read(file);
    }
}
