namespace PlayCount.Songs;

/// <summary>Where a song's Spotify id is from.</summary>
public enum MappingSource
{
    /// <summary>It has none.</summary>
    None,

    /// <summary>The mapping archive.</summary>
    Archive,

    /// <summary>The file of overrides.</summary>
    Override,

    /// <summary>Another song of the same artist and title: unverified.</summary>
    Candidate,
}
