namespace PlayCount.Contracts.Messages;

/// <summary>Event: the losses of a network in training. May be lost; nothing depends on it.</summary>
/// <remarks>
/// From Training to Experiments. Harmless when repeated or late: only the latest epoch counts. It tells every process of Experiments which
/// networks are at work and their losses, unasked and at once; who works on them, and how a job fares that says nothing, is told by
/// <c>playcount.v1.Training/WatchJob</c> to who asks.
/// </remarks>
public sealed record EpochTrained : IWork
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

    /// <summary>The fold, from 0; -1: all songs.</summary>
    public required int Fold { get; init; }

    /// <summary>Which further training on some of the fold's songs, from 1; null: the fold itself.</summary>
    public int? Part { get; init; }

    /// <summary>From 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Null where it is not finite.</summary>
    public required double? TrainMse { get; init; }

    /// <summary>Null where it is not finite or nothing is held out.</summary>
    public required double? ValidationMse { get; init; }
}
