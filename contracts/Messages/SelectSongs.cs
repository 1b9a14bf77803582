namespace PlayCount.Contracts.Messages;

/// <summary>Command: select the most active listeners and the songs they share.</summary>
/// <remarks>From Experiments to Extraction. Harmless when repeated: the files it leaves depend on its content alone.</remarks>
public sealed record SelectSongs : IWork
{
    /// <inheritdoc />
    public required string ExperimentId { get; init; }

    /// <inheritdoc />
    public required int Round { get; init; }

    /// <inheritdoc />
    public required string Work { get; init; }

    /// <summary>File of triplets.</summary>
    public required string TripletsPath { get; init; }

    /// <summary>List of song ids to leave out, or null.</summary>
    public required string? MismatchesPath { get; init; }

    /// <summary>Records with more plays are dropped; paper: 200.</summary>
    public required int MaxPlays { get; init; }

    /// <summary>How many of the most active listeners; paper: 5.</summary>
    public required int TopUsers { get; init; }

    /// <summary>By how many of them a song must have been heard; paper: 2.</summary>
    public required int MinUsers { get; init; }
}
