namespace PlayCount.Songs;

/// <summary>What the mapping archive said of a song.</summary>
public enum MappingOutcome
{
    /// <summary>A Spotify track was found.</summary>
    Mapped,

    /// <summary>The archive knows no song: its list of songs is empty, or it has no record of that name.</summary>
    Empty,

    /// <summary>The archive knows the song, but no Spotify track of it.</summary>
    NoSpotifyTrack,

    /// <summary>The record could not be read; <see cref="SongMapping.Reason"/> says why.</summary>
    Unreadable,
}

/// <summary>One song's look-up in the mapping archive.</summary>
/// <param name="Song">The song looked up.</param>
/// <param name="Outcome">What was found.</param>
/// <param name="Spotify">The track, when mapped, or when an unverified candidate shall be used.</param>
/// <param name="Artist">The artist's name as the archive has it, or else the list of tracks; or empty.</param>
/// <param name="Title">The title as the archive has it, or else the list of tracks; or empty.</param>
/// <param name="Reason">
/// Why the record is unreadable, that there is none, or what is wrong with the Spotify ids it has; null when nothing is odd.
/// </param>
public sealed record SongMapping(
    SongId Song, MappingOutcome Outcome, SpotifyId? Spotify, string Artist, string Title, string? Reason = null);

/// <summary>How the look-ups in the mapping archive went, in songs.</summary>
public sealed record MappingCounts(int Songs, int Mapped, int Empty, int NoSpotifyTrack, int Unreadable)
{
    /// <summary>Name of the file that holds them.</summary>
    public const string FileName = "mapping.json";

    /// <summary>Counts outcomes.</summary>
    public static MappingCounts Of(IReadOnlyCollection<SongMapping> mappings) => new(
        mappings.Count,
        mappings.Count(mapping => mapping.Outcome == MappingOutcome.Mapped),
        mappings.Count(mapping => mapping.Outcome == MappingOutcome.Empty),
        mappings.Count(mapping => mapping.Outcome == MappingOutcome.NoSpotifyTrack),
        mappings.Count(mapping => mapping.Outcome == MappingOutcome.Unreadable));
}

/// <summary>A song that was left out, and why.</summary>
public sealed record SkippedSong(SongId Song, string Reason);
