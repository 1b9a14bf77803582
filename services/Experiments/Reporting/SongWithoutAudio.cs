using PlayCount.Experiments.Pages.Songs;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;

namespace PlayCount.Experiments.Reporting;

/// <summary>A song that nothing could be cut from, because there was no file.</summary>
/// <param name="Song">The song.</param>
/// <param name="Title">Title and artist where these are known, else null.</param>
/// <param name="Names">Names without ending that a file may have, in the order in which they are looked for.</param>
public sealed record SongWithoutAudio(SongId Song, string? Title, IReadOnlyList<string> Names)
{
    /// <summary>Those among the songs that were left out.</summary>
    /// <param name="study">The study's blobs, with <c>mapping.csv</c> where there was an archive.</param>
    /// <param name="skipped">Songs left out, with their reasons.</param>
    public static IReadOnlyList<SongWithoutAudio> Of(IBlobStore study, IEnumerable<SkippedSong> skipped)
    {
        SongId[] songs = [.. skipped.Where(song => MissingAudio.IsReason(song.Reason)).Select(song => song.Song)];
        if (songs.Length == 0)
            return [];
        var (titles, spotify) = (SongTitles.Read(study), Spotify(study));
        return [.. songs.Select(song => new SongWithoutAudio(
            song,
            titles.GetValueOrDefault(song)?.Line,
            MissingAudio.Names(song, spotify.TryGetValue(song, out var id) ? id : null)))];
    }

    private static Dictionary<SongId, SpotifyId> Spotify(IBlobStore study)
    {
        if (!study.Exists(MappedSongs.FileName))
            return [];
        using var table = new StreamReader(study.OpenRead(MappedSongs.FileName));
        return MappedSongs.Read(table);
    }
}
