namespace PlayCount.Contracts.Messages;

/// <summary>Command: train one network of one listener on every fold and score it.</summary>
/// <remarks>From Experiments to Training. Harmless when repeated: what is trained is not trained again.</remarks>
public sealed record TrainNetwork : IWork
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
