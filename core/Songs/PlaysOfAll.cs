namespace PlayCount.Songs;

/// <summary>How often all listeners of a study together played each song.</summary>
public static class PlaysOfAll
{
    /// <summary>Adds the listeners' plays.</summary>
    /// <param name="records">The songs of every listener.</param>
    public static IReadOnlyDictionary<SongId, long> Of(IEnumerable<SongPlays> records) =>
        records.GroupBy(record => record.Song).ToDictionary(song => song.Key, song => song.Sum(record => (long)record.Plays));
}
