namespace PlayCount.Learning.Sampling;

/// <summary>What becomes of a song that has fewer clips than a sample.</summary>
public enum ShortSongs
{
    /// <summary>It is left out; the paper's.</summary>
    Drop,

    /// <summary>It is one sample of all its clips, after masked steps that leave the network's state alone.</summary>
    Pad,
}

/// <summary>One training example: consecutive clips of one song, with the song's plays as target.</summary>
/// <param name="Song">Which song, as an index into the list of the user's songs.</param>
/// <param name="FirstClip">The song's clip at the sample's first step that is not masked, from 0.</param>
/// <param name="Masked">Steps at the sample's begin for which the song has no clip.</param>
public readonly record struct Sample(int Song, int FirstClip, int Masked = 0);

/// <summary>Cuts songs into samples of a fixed number of clips.</summary>
/// <remarks>
/// Source: the paper, sections 4.2.1 and 4.2.3: floor(clips / steps) samples a song, leftover clips dropped. Masked steps are ours; they
/// come first, so that the last step, which the estimate is made from, is a clip of the song.
/// </remarks>
public static class SampleBuilder
{
    /// <summary>All samples, song by song, each song's from its start.</summary>
    /// <param name="clipsPerSong">Clips of each song; shape (songs), each at least 0.</param>
    /// <param name="steps">Clips in a sample (the paper's time steps), at least 1.</param>
    /// <param name="shortSongs">What becomes of songs shorter than the steps.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is below 1 or a song's clips below 0.</exception>
    public static Sample[] Build(ReadOnlySpan<int> clipsPerSong, int steps, ShortSongs shortSongs = ShortSongs.Drop)
    {
        var samples = new List<Sample>();
        for (var song = 0; song < clipsPerSong.Length; song++)
            Append(samples, song, clipsPerSong[song], steps, shortSongs);
        return [.. samples];
    }

    /// <summary>How many songs have fewer clips than a sample needs.</summary>
    /// <param name="clipsPerSong">Clips of each song; shape (songs), each at least 0.</param>
    /// <param name="steps">Clips in a sample, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is below 1 or a song's clips below 0.</exception>
    public static int CountTooShort(ReadOnlySpan<int> clipsPerSong, int steps)
    {
        var tooShort = 0;
        foreach (var clips in clipsPerSong)
            tooShort += Count(clips, steps, ShortSongs.Drop) == 0 ? 1 : 0;
        return tooShort;
    }

    internal static Sample[] BuildFor(ReadOnlySpan<int> songs, ReadOnlySpan<int> clipsPerSong, int steps, ShortSongs shortSongs)
    {
        var samples = new List<Sample>();
        foreach (var song in songs)
            Append(samples, song, clipsPerSong[song], steps, shortSongs);
        return [.. samples];
    }

    internal static int Count(int clips, int steps, ShortSongs shortSongs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(clips);
        return IsPadded(clips, steps, shortSongs) ? 1 : clips / steps;
    }

    private static void Append(List<Sample> samples, int song, int clips, int steps, ShortSongs shortSongs)
    {
        var count = Count(clips, steps, shortSongs);
        for (var sample = 0; sample < count; sample++)
            samples.Add(new Sample(song, sample * steps, Math.Max(steps - clips, 0)));
    }

    private static bool IsPadded(int clips, int steps, ShortSongs shortSongs) =>
        shortSongs == ShortSongs.Pad && clips > 0 && clips < steps;
}
