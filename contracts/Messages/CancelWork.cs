namespace PlayCount.Contracts.Messages;

/// <summary>Command: stop all work of an experiment up to a round.</summary>
/// <remarks>From Experiments to every worker. Harmless when repeated or late: a later round is not touched.</remarks>
public sealed record CancelWork
{
    /// <summary>The experiment.</summary>
    public required string ExperimentId { get; init; }

    /// <summary>The round, from 1, as of <see cref="IWork.Round"/>.</summary>
    public required int Round { get; init; }
}
