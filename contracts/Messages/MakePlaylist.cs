namespace PlayCount.Contracts.Messages;

/// <summary>Command: put the songs of a stored list on a playlist at Spotify.</summary>
/// <remarks>
/// From Mapping to Mapping. Harmless when repeated: what the playlist holds is read back, and only what is missing is added.
/// </remarks>
public sealed record MakePlaylist : IWork
{
    /// <summary><c>playlist.ID</c>, which is no experiment's id: cancelling an experiment does not touch its playlist.</summary>
    public required string ExperimentId { get; init; }

    /// <inheritdoc />
    public required int Round { get; init; }

    /// <inheritdoc />
    public required string Work { get; init; }

    /// <summary>The list's id.</summary>
    public required string PlaylistId { get; init; }
}
