namespace PlayCount.Cli.Sampling;

/// <summary>One row of the triplets.</summary>
internal sealed record Listened(string UserId, string SongId, int Plays);

/// <summary>
/// The rows around the planted ones, as real data has them: listeners who play less, counts beyond what the selection keeps, and songs
/// of the active listeners that have no audio. None of them changes who the most active listeners are.
/// </summary>
internal sealed class ListenedSongs
{
    private const int BackgroundListeners = 40;
    private const int BackgroundRecords = 30;
    private const int BackgroundPlays = 8;
    private const int OverMostPlays = 6;
    private const int MostOver = 3000;
    private const int SongsOfOneUser = 3;
    private const int ExtraPlays = 40;

    private readonly List<Listened> _rows = [];
    private readonly SampleRandom _random;

    public ListenedSongs(IReadOnlyList<PlantedUser> users, IReadOnlyList<string> songIds, long seed, SampleIds ids)
    {
        _random = new SampleRandom(seed, SampleStream.Background);
        foreach (var user in users)
            _rows.AddRange(user.Plays.Select((plays, song) => new Listened(user.UserId, songIds[song], plays)));
        SharedWithoutAudio = [ids.Song(), ids.Song()];
        AddWithoutAudio(users, ids);
        AddBackground(users, songIds, ids);
        _rows.Sort(InFileOrder);
    }

    /// <summary>By user, then by song, ordinal.</summary>
    public IReadOnlyList<Listened> Rows => _rows;

    /// <summary>Songs that the two most active listeners share and that have no audio.</summary>
    public IReadOnlyList<string> SharedWithoutAudio { get; }

    /// <summary>Of the songs without audio, one is in the archive with a Spotify id and one is there without any song.</summary>
    public void WriteMapping(MappingRecords records, SampleIds ids)
    {
        records.Write(SharedWithoutAudio[0], ids.Spotify(), RecordShape.Usual);
        records.Write(SharedWithoutAudio[1], null, RecordShape.NoSongs);
    }

    private void AddWithoutAudio(IReadOnlyList<PlantedUser> users, SampleIds ids)
    {
        foreach (var song in SharedWithoutAudio)
        {
            _rows.Add(new Listened(users[0].UserId, song, 1 + _random.NextInt(ExtraPlays)));
            _rows.Add(new Listened(users[1].UserId, song, 1 + _random.NextInt(ExtraPlays)));
        }

        for (var song = 0; song < SongsOfOneUser; song++)
            _rows.Add(new Listened(users[song % users.Count].UserId, ids.Song(), 1 + _random.NextInt(ExtraPlays)));
        _rows.Add(new Listened(users[0].UserId, ids.Song(), Over()));
    }

    private void AddBackground(IReadOnlyList<PlantedUser> users, IReadOnlyList<string> songIds, SampleIds ids)
    {
        // Half of what the least active of the planted listeners plays, at most, whatever the size of the sample.
        var mostRecords = Math.Min(BackgroundRecords, users.Min(user => user.Plays.Sum()) / (2 * BackgroundPlays));
        var songs = songIds.ToArray();
        for (var listener = 0; listener < BackgroundListeners; listener++)
        {
            var userId = ids.User();
            _random.Shuffle<string>(songs);
            var records = 1 + _random.NextInt(Math.Min(mostRecords, songs.Length - 1));
            foreach (var song in songs.Take(records))
                _rows.Add(new Listened(userId, song, 1 + _random.NextInt(BackgroundPlays)));
            if (listener < OverMostPlays)
                _rows.Add(new Listened(userId, songs[^1], Over()));
        }
    }

    private int Over() => PlayPlanter.MostPlays + 1 + _random.NextInt(MostOver);

    private static int InFileOrder(Listened one, Listened other) => string.CompareOrdinal(one.UserId, other.UserId) is not 0 and var byUser
        ? byUser
        : string.CompareOrdinal(one.SongId, other.SongId);
}
