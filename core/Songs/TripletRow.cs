namespace PlayCount.Songs;

/// <summary>One row of a triplet file, its ids as ASCII bytes that are valid until the next row is read.</summary>
public readonly ref struct TripletRow
{
    /// <summary>The listener, a valid <see cref="UserId"/>.</summary>
    public required ReadOnlySpan<byte> User { get; init; }

    /// <summary>The song, a valid <see cref="SongId"/>.</summary>
    public required ReadOnlySpan<byte> Song { get; init; }

    /// <summary>How often the listener played the song, from 1.</summary>
    public required int Plays { get; init; }

    /// <summary>The row's line in its file, from 1.</summary>
    public required long Line { get; init; }
}
