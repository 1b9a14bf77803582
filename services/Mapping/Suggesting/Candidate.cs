using PlayCount.Songs;

namespace PlayCount.Mapping.Suggesting;

/// <summary>A Spotify id that a song may have: nobody has verified it.</summary>
/// <param name="Song">The song without an id of its own.</param>
/// <param name="Place">From 1; the first is the one that is used where that is asked for.</param>
/// <param name="Spotify">The id.</param>
/// <param name="Of">The song that has it, by an override or else in the archive.</param>
/// <param name="Artist">That song's artist.</param>
/// <param name="Title">That song's title.</param>
public sealed record Candidate(SongId Song, int Place, SpotifyId Spotify, SongId Of, string Artist, string Title);
