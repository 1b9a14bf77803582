namespace PlayCount.Contracts.Messages;

/// <summary>
/// Event: a model is in the experiment's blobs, <c>models/user_N/LxS.safetensors</c> and its card; or training on all songs diverged.
/// </summary>
/// <remarks>
/// From Training to Experiments and Inference. Harmless when repeated: a work is ticked off once, a model is loaded anew.
/// </remarks>
public sealed record ModelKept : IWork
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

    /// <summary>False where a weight became infinite or not a number.</summary>
    public required bool HasModel { get; init; }
}
