namespace PlayCount.Songs;

/// <summary>What the paper selects by (sections 3.2.1 to 3.2.3).</summary>
/// <param name="MaxPlays">Records with more plays are dropped; paper: 200.</param>
/// <param name="TopUsers">How many of the most active listeners are kept; paper: 5.</param>
/// <param name="MinUsers">By how many of them a song must have been heard; paper: 2.</param>
public sealed record SelectionCriteria(int MaxPlays = 200, int TopUsers = 5, int MinUsers = 2);

/// <summary>How often a listener played one song.</summary>
public readonly record struct SongPlays(SongId Song, int Plays);

/// <summary>One of the most active listeners.</summary>
/// <param name="Rank">1 for the most active.</param>
/// <param name="User">The listener.</param>
/// <param name="TotalPlays">Plays over all the listener's kept records.</param>
/// <param name="Records">Kept records of the listener, one a song.</param>
/// <param name="SharedSongs">The listener's plays of the shared songs, by song id, ordinal.</param>
public sealed record SelectedUser(int Rank, UserId User, long TotalPlays, int Records, IReadOnlyList<SongPlays> SharedSongs);

/// <summary>The most active listeners and the songs they share.</summary>
/// <param name="Records">Records in the file, dropped ones included.</param>
/// <param name="UsersInFile">Distinct users in the file.</param>
/// <param name="SongsInFile">Distinct songs in the file.</param>
/// <param name="DroppedOverMaxPlays">Records over <see cref="SelectionCriteria.MaxPlays"/>.</param>
/// <param name="DroppedMismatches">Records left out because their song is a known wrong match.</param>
/// <param name="Users">The listeners, by rank.</param>
/// <param name="Songs">Distinct songs in the kept records of these listeners.</param>
/// <param name="SharedSongs">Songs heard by enough of them, by id, ordinal.</param>
/// <remarks>Source: the paper, section 3.2.</remarks>
public sealed record Selection(
    long Records,
    int UsersInFile,
    int SongsInFile,
    long DroppedOverMaxPlays,
    long DroppedMismatches,
    IReadOnlyList<SelectedUser> Users,
    int Songs,
    IReadOnlyList<SongId> SharedSongs);
