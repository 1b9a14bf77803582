using System.Text;

namespace PlayCount.Songs;

/// <summary>
/// First pass of the paper's selection: what each listener played in all. It keeps a number per distinct user and song, no row.
/// </summary>
/// <param name="criteria">What is dropped and how many listeners are kept.</param>
/// <param name="mismatches">Songs to leave out.</param>
/// <remarks>Source: the paper, sections 3.2.1 and 3.2.2.</remarks>
public sealed class TotalsPass(SelectionCriteria criteria, IReadOnlySet<SongId> mismatches)
{
    private readonly List<long> _totals = [];
    private readonly List<bool> _isMismatch = [];

    /// <summary>What the selection goes by.</summary>
    public SelectionCriteria Criteria { get; } = criteria;

    /// <summary>Rows seen, dropped ones included.</summary>
    public long Records { get; private set; }

    /// <summary>Rows dropped for more plays than <see cref="SelectionCriteria.MaxPlays"/>.</summary>
    public long DroppedOverMaxPlays { get; private set; }

    /// <summary>Rows within the plays allowed that were dropped for their song.</summary>
    public long DroppedMismatches { get; private set; }

    /// <summary>All users of the file.</summary>
    public IdTable Users { get; } = new();

    /// <summary>All songs of the file.</summary>
    public IdTable Songs { get; } = new();

    /// <summary>Counts a row.</summary>
    public void Add(in TripletRow row)
    {
        var user = NumberUser(row.User);
        var song = NumberSong(row.Song);
        Records++;
        if (row.Plays > Criteria.MaxPlays)
            DroppedOverMaxPlays++;
        else if (_isMismatch[song])
            DroppedMismatches++;
        else
            _totals[user] += row.Plays;
    }

    /// <summary>Whether records of this song are left out.</summary>
    /// <param name="song">The song's number in <see cref="Songs"/>.</param>
    public bool IsMismatch(int song) => _isMismatch[song];

    /// <summary>The users with the most plays and their totals, ties by id, ordinal; fewer when the file has fewer.</summary>
    public IReadOnlyList<(int User, long TotalPlays)> TopUsers() => [.. _totals
        .Select((total, user) => (User: user, TotalPlays: total))
        .Where(u => u.TotalPlays > 0)
        .Order(Comparer<(int User, long TotalPlays)>.Create((a, b) => a.TotalPlays != b.TotalPlays
            ? b.TotalPlays.CompareTo(a.TotalPlays)
            : Users[a.User].SequenceCompareTo(Users[b.User])))
        .Take(Criteria.TopUsers)];

    private int NumberUser(ReadOnlySpan<byte> id)
    {
        var user = Users.GetOrAdd(id);
        if (user == _totals.Count)
            _totals.Add(0);
        return user;
    }

    private int NumberSong(ReadOnlySpan<byte> id)
    {
        var song = Songs.GetOrAdd(id);
        if (song == _isMismatch.Count)
            _isMismatch.Add(mismatches.Count > 0 && mismatches.Contains(SongId.Parse(Encoding.ASCII.GetString(id))));
        return song;
    }
}
