namespace PlayCount.Contracts.Messages;

/// <summary>
/// Event: <c>mapping.csv</c>, <c>mapping.json</c>, <c>catalogs.csv</c>, <c>candidates.csv</c> where these were asked for,
/// <c>state/lookups.json</c> and <c>state/unreadable.json</c> are in the experiment's blobs.
/// </summary>
/// <remarks>From Mapping to Experiments. Harmless when repeated: a work is ticked off once.</remarks>
public sealed record SongsMapped : IWork
{
    /// <inheritdoc />
    public required string ExperimentId { get; init; }

    /// <inheritdoc />
    public required int Round { get; init; }

    /// <inheritdoc />
    public required string Work { get; init; }

    /// <summary>Songs looked up.</summary>
    public required int Songs { get; init; }

    /// <summary>Songs with a Spotify id.</summary>
    public required int Mapped { get; init; }
}
