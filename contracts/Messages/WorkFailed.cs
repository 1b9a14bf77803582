namespace PlayCount.Contracts.Messages;

/// <summary>Event: a work failed for good in this round.</summary>
/// <remarks>From any worker to Experiments. Harmless when repeated: an experiment fails once a round.</remarks>
public sealed record WorkFailed : IWork
{
    /// <inheritdoc />
    public required string ExperimentId { get; init; }

    /// <inheritdoc />
    public required int Round { get; init; }

    /// <inheritdoc />
    public required string Work { get; init; }

    /// <summary>What was seen, and what would be right.</summary>
    public required string Reason { get; init; }

    /// <summary>Whether a blob was missing that an earlier stage had made: nobody's fault but the storage's. Null: no.</summary>
    public bool? IsBlobMissing { get; init; }
}
