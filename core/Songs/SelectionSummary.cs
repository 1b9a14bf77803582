namespace PlayCount.Songs;

/// <summary>A selection in numbers: <c>selection.json</c>.</summary>
/// <param name="Records">Records in the file, dropped ones included.</param>
/// <param name="UsersInFile">Distinct users in the file.</param>
/// <param name="SongsInFile">Distinct songs in the file.</param>
/// <param name="DroppedOverMaxPlays">Records over the most plays allowed.</param>
/// <param name="DroppedMismatches">Records left out because their song is a known wrong match.</param>
/// <param name="Users">The listeners, by rank.</param>
/// <param name="Songs">Distinct songs in the kept records of these listeners.</param>
/// <param name="SharedSongs">Songs heard by enough of them.</param>
public sealed record SelectionSummary(
    long Records,
    int UsersInFile,
    int SongsInFile,
    long DroppedOverMaxPlays,
    long DroppedMismatches,
    IReadOnlyList<SelectionSummary.User> Users,
    int Songs,
    int SharedSongs)
{
    /// <summary>The numbers of a selection.</summary>
    public static SelectionSummary Of(Selection selection) => new(
        selection.Records,
        selection.UsersInFile,
        selection.SongsInFile,
        selection.DroppedOverMaxPlays,
        selection.DroppedMismatches,
        [.. selection.Users.Select(u => new User(u.Rank, u.User.Value, u.TotalPlays, u.Records, u.SharedSongs.Count))],
        selection.Songs,
        selection.SharedSongs.Count);

    /// <summary>One of the most active listeners.</summary>
    /// <param name="Rank">1 for the most active.</param>
    /// <param name="UserId">The listener.</param>
    /// <param name="TotalPlays">Plays over all the listener's kept records.</param>
    /// <param name="Records">Kept records of the listener, one a song.</param>
    /// <param name="SharedSongs">The listener's songs among the shared ones.</param>
    public sealed record User(int Rank, string UserId, long TotalPlays, int Records, int SharedSongs);
}
