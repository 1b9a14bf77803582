namespace PlayCount.Songs;

/// <summary>Whether a mapping archive is looked into through an index.</summary>
public enum IndexUse
{
    /// <summary>
    /// Tar files are, others are asked in place; all are where candidates are wanted. Where none can be kept, the archive is read through
    /// once.
    /// </summary>
    Auto,

    /// <summary>Never; so there can be no candidates, which are found in an index alone.</summary>
    Off,

    /// <summary>Always; where none can be written, the look-up fails.</summary>
    Only,
}

/// <summary>What becomes of candidates: Spotify ids of other songs that have the artist and title of a song without one.</summary>
public enum CandidateUse
{
    /// <summary>None are looked for.</summary>
    Off,

    /// <summary>They are listed in <c>candidates.csv</c>, and name no audio.</summary>
    List,

    /// <summary>The first of each song also names its audio.</summary>
    Use,
}

/// <summary>How songs are looked up, besides where the archive is.</summary>
public sealed record LookUpSettings
{
    /// <summary>As nobody asked for anything.</summary>
    public static LookUpSettings Usual { get; } = new();

    /// <summary>Whether through an index of it; default <see cref="IndexUse.Auto"/>. It changes no result.</summary>
    public IndexUse Index { get; init; }

    /// <summary>Folder of the index; default null: beside the archive.</summary>
    public string? IndexFolder { get; init; }

    /// <summary>File of ids given by hand, which win; default null.</summary>
    public string? Overrides { get; init; }

    /// <summary>The list <c>unique_tracks.txt</c>, for artists and titles that the archive does not have; default null.</summary>
    public string? Tracks { get; init; }

    /// <summary>What becomes of candidates; default <see cref="CandidateUse.Off"/>.</summary>
    public CandidateUse Candidates { get; init; }

    /// <summary>The settings with paths changed.</summary>
    public LookUpSettings WithPaths(Func<string, string> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return this with { IndexFolder = Changed(IndexFolder), Overrides = Changed(Overrides), Tracks = Changed(Tracks) };

        string? Changed(string? path) => path is null ? null : change(path);
    }

    /// <summary>These settings, seen to go together.</summary>
    /// <exception cref="ArgumentException">Candidates are asked for, and no index may be used.</exception>
    public LookUpSettings Checked() => Index != IndexUse.Off || Candidates == CandidateUse.Off
        ? this
        : throw new ArgumentException("candidates are asked for, and mapping index is 'off'; candidates are found in an index alone: "
            + "mapping index 'auto' or 'only' is right, or candidates 'off'.");

    /// <summary>Refuses settings that say nothing without an archive.</summary>
    /// <exception cref="ArgumentException">There is no archive.</exception>
    public void RequireArchive(string? mapping)
    {
        if (mapping is null && this != Usual)
        {
            throw new ArgumentException("mapping is not given, and an index, overrides, tracks or candidates are asked for; "
                + "these go with a mapping archive.");
        }
    }
}
