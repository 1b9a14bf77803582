namespace PlayCount.Contracts.Messages;

/// <summary>Event: all songs of a list are on its playlist.</summary>
/// <remarks>From Mapping to whoever listens. Harmless when repeated: it says how things are.</remarks>
public sealed record PlaylistMade : IWork
{
    /// <inheritdoc cref="MakePlaylist.ExperimentId" />
    public required string ExperimentId { get; init; }

    /// <inheritdoc />
    public required int Round { get; init; }

    /// <inheritdoc />
    public required string Work { get; init; }

    /// <summary>Songs on the playlist.</summary>
    public required int Songs { get; init; }
}
