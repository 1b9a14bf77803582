namespace PlayCount.Contracts.Messages;

/// <summary>Command: look the shared songs of an experiment up in a mapping archive.</summary>
/// <remarks>From Experiments to Mapping. Harmless when repeated: the files it leaves depend on its content and the archive alone.</remarks>
public sealed record MapSongs : IWork
{
    /// <inheritdoc />
    public required string ExperimentId { get; init; }

    /// <inheritdoc />
    public required int Round { get; init; }

    /// <inheritdoc />
    public required string Work { get; init; }

    /// <summary>The archive: folder, .tar, .tar.gz, .tar.bz2 or .zip.</summary>
    public required string ArchivePath { get; init; }
}
