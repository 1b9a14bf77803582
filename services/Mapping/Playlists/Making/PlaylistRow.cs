namespace PlayCount.Mapping.Playlists.Making;

/// <summary>A list of songs and the playlist that is made of it, as its row has it.</summary>
internal sealed record PlaylistRow
{
    /// <summary>1 to 48 letters, digits, <c>_</c> or <c>-</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Whose songs these are; empty where the list was given by itself.</summary>
    public required string ExperimentId { get; init; }

    public required string Name { get; init; }

    /// <summary>Stands in the description of the playlist and of no other: by it one is found whose answer was lost.</summary>
    public required string Marker { get; init; }

    /// <summary>Spotify ids in order, with commas between.</summary>
    public required string Tracks { get; init; }

    /// <summary>Songs of the list.</summary>
    public required int Songs { get; init; }

    /// <summary>One of <see cref="PlaylistState"/>.</summary>
    public required string State { get; init; }

    /// <summary>How often it was begun or resumed, from 1.</summary>
    public required int Round { get; init; }

    /// <summary>1 from before the playlist is asked for until its id is known.</summary>
    public required int IsCreating { get; init; }

    /// <summary>Its id at Spotify; null before that is known.</summary>
    public required string? SpotifyId { get; init; }

    /// <summary>Songs seen on the playlist.</summary>
    public required int Added { get; init; }

    /// <summary>How often in a row it was parked because Spotify failed.</summary>
    public required int Stalls { get; init; }

    /// <summary>Milliseconds since 1970; 0 unless it is parked.</summary>
    public required long NotBefore { get; init; }

    /// <summary>What happened and what to do.</summary>
    public required string Reason { get; init; }

    /// <summary>Ids of the list that Spotify does not take, with commas between.</summary>
    public required string Refused { get; init; }

    /// <summary>Ids of songs that are on the playlist and cannot be played, with commas between.</summary>
    public required string Unavailable { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>The songs that the playlist is to hold.</summary>
    public IReadOnlyList<string> Wanted()
    {
        var refused = Ids(Refused).ToHashSet();
        return [.. Ids(Tracks).Where(id => !refused.Contains(id))];
    }

    /// <summary>Ids with commas between.</summary>
    public static IEnumerable<string> Ids(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
