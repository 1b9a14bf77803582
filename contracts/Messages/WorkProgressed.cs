namespace PlayCount.Contracts.Messages;

/// <summary>Event: how far a long work is. May be lost; nothing depends on it.</summary>
/// <remarks>From any worker to Experiments. Harmless when repeated or late: only the furthest counts.</remarks>
public sealed record WorkProgressed : IWork
{
    /// <inheritdoc />
    public required string ExperimentId { get; init; }

    /// <inheritdoc />
    public required int Round { get; init; }

    /// <inheritdoc />
    public required string Work { get; init; }

    /// <summary>How many are done.</summary>
    public required long Done { get; init; }

    /// <summary>Of how many.</summary>
    public required long Total { get; init; }

    /// <summary>What is counted, such as bytes.</summary>
    public required string Unit { get; init; }
}
