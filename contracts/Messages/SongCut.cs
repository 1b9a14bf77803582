namespace PlayCount.Contracts.Messages;

/// <summary>Event: a song was cut, or left out with a reason.</summary>
/// <remarks>From Segmentation to Experiments. Harmless when repeated: a work is ticked off once.</remarks>
public sealed record SongCut : IWork
{
    /// <inheritdoc />
    public required string ExperimentId { get; init; }

    /// <inheritdoc />
    public required int Round { get; init; }

    /// <inheritdoc />
    public required string Work { get; init; }

    /// <summary>The song.</summary>
    public required string SongId { get; init; }

    /// <summary>Clips cut; 0 where the song was left out.</summary>
    public required int Clips { get; init; }

    /// <summary>Why the song was left out, or null.</summary>
    public required string? SkippedBecause { get; init; }
}
