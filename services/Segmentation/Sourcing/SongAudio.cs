using PlayCount.Songs;

namespace PlayCount.Segmentation.Sourcing;

/// <summary>A song whose audio is looked for: by its Spotify id if it has one, else by its own.</summary>
public readonly record struct SongAudio(SongId Song, SpotifyId? Spotify);
