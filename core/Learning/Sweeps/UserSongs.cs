using PlayCount.Songs;

namespace PlayCount.Learning.Sweeps;

/// <summary>A listener's songs with audio.</summary>
/// <param name="Rank">1 for the most active.</param>
/// <param name="User">The listener.</param>
/// <param name="Songs">Songs with audio, by id, ordinal.</param>
public sealed record UserSongs(int Rank, UserId User, IReadOnlyList<SongPlays> Songs);
