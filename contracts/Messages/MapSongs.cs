namespace PlayCount.Contracts.Messages;

/// <summary>Command: look the shared songs of an experiment up in a mapping archive.</summary>
/// <remarks>
/// From Experiments to Mapping. Harmless when repeated: the files it leaves depend on its content and the files that it names alone.
/// </remarks>
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

    /// <summary>Whether through an index of it: auto, off or only; null: auto.</summary>
    public string? MappingIndex { get; init; }

    /// <summary>Folder of the index; null: beside the archive.</summary>
    public string? IndexFolder { get; init; }

    /// <summary>File of ids given by hand, which win; or null.</summary>
    public string? OverridesPath { get; init; }

    /// <summary>List of artists and titles such as unique_tracks.txt, or null.</summary>
    public string? TracksPath { get; init; }

    /// <summary>What becomes of candidates by artist and title: off, list or use; null: off.</summary>
    public string? Candidates { get; init; }
}
