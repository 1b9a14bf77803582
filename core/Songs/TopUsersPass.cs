using System.Text;

namespace PlayCount.Songs;

/// <summary>Second pass of the paper's selection: the songs of the most active listeners, and which of them they share.</summary>
/// <param name="totals">The first pass, over the same rows.</param>
/// <param name="fileName">Stands in the messages.</param>
/// <remarks>Source: the paper, section 3.2.3.</remarks>
public sealed class TopUsersPass(TotalsPass totals, string fileName)
{
    private readonly List<Listener> _top = [.. totals.TopUsers().Select(u => new Listener(u.User, u.TotalPlays))];
    private readonly Dictionary<int, Listener> _byUser = [];
    private long _records;

    /// <summary>Keeps a row when it is one of a selected listener's.</summary>
    /// <exception cref="InvalidDataException">The listener has a kept record of the song already.</exception>
    public void Add(in TripletRow row)
    {
        _records++;
        if (FindListener(row.User) is not { } listener || row.Plays > totals.Criteria.MaxPlays)
            return;
        var song = totals.Songs.Find(row.Song);
        if (song < 0)
            throw SelectionRefusal.Changed(fileName);
        if (totals.IsMismatch(song))
            return;
        if (!listener.Plays.TryAdd(song, (row.Plays, row.Line)))
        {
            throw SelectionRefusal.Repeated(fileName, row.Line, listener.Plays[song].Line,
                Encoding.ASCII.GetString(row.User), Encoding.ASCII.GetString(row.Song));
        }
    }

    /// <summary>The selection, after the last row.</summary>
    /// <exception cref="InvalidDataException">No record, or no shared song, is left, or the rows are not those of the first pass.</exception>
    public Selection Finish()
    {
        if (totals.Records == 0)
            throw SelectionRefusal.NoRow(fileName);
        if (_top.Count == 0)
            throw SelectionRefusal.NothingKept(fileName, totals.DroppedOverMaxPlays, totals.DroppedMismatches, totals.Criteria);
        if (_records != totals.Records || _top.Any(u => u.TotalPlays != u.Plays.Values.Sum(p => (long)p.Plays)))
            throw SelectionRefusal.Changed(fileName);

        var heardBy = _top.SelectMany(u => u.Plays.Keys).CountBy(song => song).ToList();
        var shared = heardBy.Where(s => s.Value >= totals.Criteria.MinUsers).ToDictionary(s => s.Key, s => Song(s.Key));
        if (shared.Count == 0)
            throw SelectionRefusal.NoSharedSong(fileName, _top.Count, totals.Criteria);
        return new Selection(totals.Records, totals.Users.Count, totals.Songs.Count, totals.DroppedOverMaxPlays, totals.DroppedMismatches,
            [.. _top.Select((u, i) => Describe(u, i + 1, shared))], heardBy.Count, [.. shared.Values.Order()]);
    }

    private Listener? FindListener(ReadOnlySpan<byte> user)
    {
        if (_byUser.Count == 0)
            _top.ForEach(u => _byUser.Add(u.User, u));
        return _byUser.GetValueOrDefault(totals.Users.Find(user));
    }

    private SelectedUser Describe(Listener listener, int rank, Dictionary<int, SongId> shared) => new(
        rank,
        UserId.Parse(Encoding.ASCII.GetString(totals.Users[listener.User])),
        listener.TotalPlays,
        listener.Plays.Count,
        [.. listener.Plays.Where(p => shared.ContainsKey(p.Key)).Select(p => new SongPlays(shared[p.Key], p.Value.Plays)).OrderBy(s => s.Song)]);

    private SongId Song(int song) => SongId.Parse(Encoding.ASCII.GetString(totals.Songs[song]));

    private sealed record Listener(int User, long TotalPlays)
    {
        public Dictionary<int, (int Plays, long Line)> Plays { get; } = [];
    }
}
