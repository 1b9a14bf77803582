namespace PlayCount.Contracts.Messages;

/// <summary>Event: a network's outcome is in the experiment's blobs, <c>state/user_N/LxS.json</c>.</summary>
/// <remarks>From Training to Experiments. Harmless when repeated: a work is ticked off once.</remarks>
public sealed record NetworkTrained : IWork
{
    /// <inheritdoc />
    public required string ExperimentId { get; init; }

    /// <inheritdoc />
    public required int Round { get; init; }

    /// <inheritdoc />
    public required string Work { get; init; }

    /// <summary>The listener's rank, from 1.</summary>
    public required int User { get; init; }

    /// <summary>Number of LSTM layers.</summary>
    public required int Layers { get; init; }

    /// <summary>Clips in a sample.</summary>
    public required int Steps { get; init; }

    /// <summary>Mean squared error on held-out rows, scaled; null where it could not be scored.</summary>
    public required double? ScoredMse { get; init; }

    /// <summary>1 - MSE / MSE of the training mean; null where it could not be scored or all plays are equal.</summary>
    public required double? R2 { get; init; }
}
