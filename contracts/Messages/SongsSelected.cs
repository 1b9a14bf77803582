namespace PlayCount.Contracts.Messages;

/// <summary>Event: <c>selection.json</c> and <c>users/user_N.csv</c> are in the experiment's blobs.</summary>
/// <remarks>From Extraction to Experiments. Harmless when repeated: a work is ticked off once.</remarks>
public sealed record SongsSelected : IWork
{
    /// <inheritdoc />
    public required string ExperimentId { get; init; }

    /// <inheritdoc />
    public required int Round { get; init; }

    /// <inheritdoc />
    public required string Work { get; init; }

    /// <summary>Listeners selected.</summary>
    public required int Users { get; init; }

    /// <summary>Songs that enough of them share.</summary>
    public required int SharedSongs { get; init; }
}
