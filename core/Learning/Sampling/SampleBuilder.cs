namespace PlayCount.Learning.Sampling;

/// <summary>One training example: consecutive clips of one song, with the song's plays as target.</summary>
/// <param name="Song">Which song, as an index into the list of the user's songs.</param>
/// <param name="FirstClip">The song's clip at the sample's first step, from 0.</param>
public readonly record struct Sample(int Song, int FirstClip);

/// <summary>Cuts songs into samples of a fixed number of clips.</summary>
/// <remarks>Source: the paper, sections 4.2.1 and 4.2.3: floor(clips / steps) samples a song, leftover clips dropped.</remarks>
public static class SampleBuilder
{
    /// <summary>All samples, song by song, each song's from its start; a song shorter than the steps gives none.</summary>
    /// <param name="clipsPerSong">Clips of each song; shape (songs), each at least 0.</param>
    /// <param name="steps">Clips in a sample (the paper's time steps), at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is below 1 or a song's clips below 0.</exception>
    public static Sample[] Build(ReadOnlySpan<int> clipsPerSong, int steps)
    {
        var samples = new List<Sample>();
        for (var song = 0; song < clipsPerSong.Length; song++)
            Append(samples, song, clipsPerSong[song], steps);
        return [.. samples];
    }

    /// <summary>How many songs give no sample because they have fewer clips than a sample needs.</summary>
    /// <inheritdoc cref="Build" path="/param"/>
    /// <inheritdoc cref="Build" path="/exception"/>
    public static int CountTooShort(ReadOnlySpan<int> clipsPerSong, int steps)
    {
        var tooShort = 0;
        foreach (var clips in clipsPerSong)
            tooShort += Count(clips, steps) == 0 ? 1 : 0;
        return tooShort;
    }

    internal static Sample[] BuildFor(ReadOnlySpan<int> songs, ReadOnlySpan<int> clipsPerSong, int steps)
    {
        var samples = new List<Sample>();
        foreach (var song in songs)
            Append(samples, song, clipsPerSong[song], steps);
        return [.. samples];
    }

    internal static int Count(int clips, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(clips);
        return clips / steps;
    }

    private static void Append(List<Sample> samples, int song, int clips, int steps)
    {
        var count = Count(clips, steps);
        for (var sample = 0; sample < count; sample++)
            samples.Add(new Sample(song, sample * steps));
    }
}
