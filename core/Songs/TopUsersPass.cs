using System.Text;

namespace PlayCount.Songs;

/// <summary>Second pass of the paper's selection: the songs of the most active listeners, and which of them they share.</summary>
/// <remarks>
/// Source: the paper, section 3.2.3. Two kept records of one user and song are refused where they can change the selection, at the selected
/// users; a user whose repeated records do not suffice to be selected would not be without them either.
/// </remarks>
public sealed class TopUsersPass
{
    private readonly TotalsPass _totals;
    private readonly string _fileName;
    private readonly List<Listener> _top;
    private readonly Dictionary<int, Listener> _byUser;
    private long _records;

    /// <summary>Begins the second pass.</summary>
    /// <param name="totals">The first pass, over the same rows.</param>
    /// <param name="fileName">Stands in the messages.</param>
    public TopUsersPass(TotalsPass totals, string fileName)
    {
        ArgumentNullException.ThrowIfNull(totals);
        (_totals, _fileName) = (totals, fileName);
        _top = [.. totals.TopUsers().Select(u => new Listener(u.User, u.TotalPlays))];
        _byUser = _top.ToDictionary(u => u.User);
    }

    /// <summary>Keeps a row when it is one of a selected listener's.</summary>
    /// <exception cref="InvalidDataException">The listener has a kept record of the song already.</exception>
    public void Add(in TripletRow row)
    {
        _records++;
        if (!_byUser.TryGetValue(_totals.Users.Find(row.User), out var listener) || row.Plays > _totals.Criteria.MaxPlays)
            return;
        var song = _totals.Songs.Find(row.Song);
        if (song < 0)
            throw SelectionRefusal.Changed(_fileName);
        if (_totals.IsMismatch(song))
            return;
        if (!listener.Plays.TryAdd(song, (row.Plays, row.Line)))
        {
            throw SelectionRefusal.Repeated(_fileName, row.Line, listener.Plays[song].Line,
                Encoding.ASCII.GetString(row.User), Encoding.ASCII.GetString(row.Song));
        }
    }

    /// <summary>The selection, after the last row.</summary>
    /// <exception cref="InvalidDataException">No record or shared song is left, or the rows are not the first pass's.</exception>
    public Selection Finish()
    {
        if (_totals.Records == 0)
            throw SelectionRefusal.NoRow(_fileName);
        if (_top.Count == 0)
        {
            throw SelectionRefusal.NothingKept(
                _fileName, _totals.DroppedOverMaxPlays, _totals.DroppedMismatches, _totals.Criteria);
        }

        if (_records != _totals.Records || _top.Any(u => u.TotalPlays != u.Plays.Values.Sum(p => (long)p.Plays)))
            throw SelectionRefusal.Changed(_fileName);

        var heardBy = _top.SelectMany(u => u.Plays.Keys).CountBy(song => song).ToList();
        var shared = heardBy.Where(s => s.Value >= _totals.Criteria.MinUsers).ToDictionary(s => s.Key, s => Song(s.Key));
        if (shared.Count == 0)
            throw SelectionRefusal.NoSharedSong(_fileName, _top.Count, _totals.Criteria);
        return new Selection(
            _totals.Records, _totals.Users.Count, _totals.Songs.Count, _totals.DroppedOverMaxPlays, _totals.DroppedMismatches,
            [.. _top.Select((u, i) => Describe(u, i + 1, shared))], heardBy.Count, [.. shared.Values.Order()]);
    }

    private SelectedUser Describe(Listener listener, int rank, Dictionary<int, SongId> shared) => new(
        rank,
        UserId.Parse(Encoding.ASCII.GetString(_totals.Users[listener.User])),
        listener.TotalPlays,
        listener.Plays.Count,
        [.. listener.Plays
            .Where(p => shared.ContainsKey(p.Key))
            .Select(p => new SongPlays(shared[p.Key], p.Value.Plays))
            .OrderBy(s => s.Song)]);

    private SongId Song(int song) => SongId.Parse(Encoding.ASCII.GetString(_totals.Songs[song]));

    private sealed record Listener(int User, long TotalPlays)
    {
        public Dictionary<int, (int Plays, long Line)> Plays { get; } = [];
    }
}
