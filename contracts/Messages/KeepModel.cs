namespace PlayCount.Contracts.Messages;

/// <summary>Command: make a trained network a model: under split <c>sound</c> trained once more on all the listener's songs.</summary>
/// <remarks>
/// From Experiments to Training, when all the listener's networks are through. Harmless when repeated: a model that is there stays.
/// </remarks>
public sealed record KeepModel : IWork
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
}
