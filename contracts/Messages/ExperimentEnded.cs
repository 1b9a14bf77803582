namespace PlayCount.Contracts.Messages;

/// <summary>Event: an experiment is done, failed or was cancelled.</summary>
/// <remarks>From Experiments to Inference, which looks for models. Harmless when repeated.</remarks>
public sealed record ExperimentEnded
{
    /// <summary>The experiment.</summary>
    public required string ExperimentId { get; init; }

    /// <summary>The round, from 1, as of <see cref="IWork.Round"/>.</summary>
    public required int Round { get; init; }

    /// <summary><c>done</c>, <c>failed</c> or <c>cancelled</c>.</summary>
    public required string State { get; init; }
}
