namespace PlayCount.Songs;

/// <summary>How many of a listener's shared songs, or of all, have what.</summary>
/// <param name="User">The listener's rank; 0: all shared songs, each once.</param>
/// <param name="Songs">Shared songs.</param>
/// <param name="Archive">Songs whose Spotify id the archive has.</param>
/// <param name="Overrides">Songs whose Spotify id was given by hand.</param>
/// <param name="Candidates">Songs whose Spotify id is an unverified candidate that was asked to be used.</param>
/// <param name="Audio">Songs with usable audio.</param>
/// <param name="Plays">Plays of the shared songs, by the listener or by all listeners.</param>
/// <param name="AudioPlays">Plays of those with usable audio.</param>
public sealed record SongCoverage(int User, int Songs, int Archive, int Overrides, int Candidates, int Audio, long Plays, long AudioPlays);

/// <summary>How far a study's songs are covered: <c>coverage.json</c>.</summary>
/// <param name="Overall">All shared songs.</param>
/// <param name="Users">Each listener's, by rank.</param>
/// <param name="Catalogs">The other catalogs; empty without an archive.</param>
/// <param name="Candidates">What candidates are worth; null unless they were asked for.</param>
public sealed record Coverage(
    SongCoverage Overall, IReadOnlyList<SongCoverage> Users, IReadOnlyList<CatalogCount> Catalogs, CandidateCounts? Candidates)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "coverage.json";

    /// <summary>Counts.</summary>
    /// <param name="users">The listeners with their shared songs, by rank.</param>
    /// <param name="lookUps">What was looked up; null without an archive.</param>
    /// <param name="withAudio">Songs with usable audio.</param>
    public static Coverage Of(IReadOnlyList<StudySelection.User> users, LookedUpSongs? lookUps, IReadOnlySet<SongId> withAudio)
    {
        ArgumentNullException.ThrowIfNull(users);
        var all = users.SelectMany(user => user.Songs).GroupBy(song => song.Song)
            .Select(song => (Song: song.Key, Plays: song.Sum(listener => (long)listener.Plays)));
        return new Coverage(
            Count(0, all),
            [.. users.Select(user => Count(user.Rank, user.Songs.Select(song => (song.Song, Plays: (long)song.Plays))))],
            lookUps?.Catalogs ?? [],
            lookUps?.Candidates);

        SongCoverage Count(int rank, IEnumerable<(SongId Song, long Plays)> counted)
        {
            var songs = counted.ToArray();
            var audible = songs.Where(song => withAudio.Contains(song.Song)).ToArray();
            return new SongCoverage(
                rank, songs.Length, From(MappingSource.Archive), From(MappingSource.Override), From(MappingSource.Candidate),
                audible.Length, songs.Sum(song => song.Plays), audible.Sum(song => song.Plays));

            int From(MappingSource source) => songs.Count(song => lookUps?.Sources.GetValueOrDefault(song.Song) == source);
        }
    }
}
