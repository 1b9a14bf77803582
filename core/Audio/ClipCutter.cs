namespace PlayCount.Audio;

/// <summary>Cuts a song into clips of equal length.</summary>
/// <remarks>Source: the paper's data processing: 5 s clips, the remainder padded with silence.</remarks>
public static class ClipCutter
{
    /// <summary>Rate of every clip, Hz.</summary>
    public const int SampleRateHz = 22_050;

    /// <summary>Samples of a clip unless chosen otherwise: 5 s.</summary>
    public const int DefaultClipSamples = 5 * SampleRateHz;

    /// <summary>Samples of a clip in the authors' program: a 5 s MP3 is 193 frames of 1,152 samples at 44,100 Hz, halved.</summary>
    public const int PaperCodeClipSamples = 193 * 1_152 / 2;

    /// <summary>Number of clips of a song: the last one may be partly filled, and an exact multiple gives no empty one.</summary>
    /// <param name="samples">Length of the song in samples.</param>
    /// <param name="clipSamples">Length of a clip in samples.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative length, a clip without samples, or too many clips for an int.</exception>
    public static int CountClips(long samples, int clipSamples)
    {
        if (samples < 0)
            throw new ArgumentOutOfRangeException(nameof(samples), $"A song cannot have {samples} samples; 0 or more it can.");
        if (clipSamples < 1)
            throw new ArgumentOutOfRangeException(nameof(clipSamples), $"A clip cannot have {clipSamples} samples; 1 or more it can.");

        var clips = samples / clipSamples + (samples % clipSamples == 0 ? 0 : 1);
        return clips <= int.MaxValue
            ? (int)clips
            : throw new ArgumentOutOfRangeException(
                nameof(samples), $"{samples} samples are {clips} clips of {clipSamples}; at most {int.MaxValue} can be counted.");
    }

    /// <summary>Cuts a song.</summary>
    /// <param name="mono">The song's samples at 22,050 Hz.</param>
    /// <param name="clipSamples">Length of a clip in samples.</param>
    /// <returns>
    /// Shape (clips, <paramref name="clipSamples"/>), C order, the last clip filled up with zeros; empty for an empty song.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">A clip without samples.</exception>
    /// <exception cref="ArgumentException">The clips would not fit into an array.</exception>
    public static float[] Cut(ReadOnlySpan<float> mono, int clipSamples)
    {
        var clips = CountClips(mono.Length, clipSamples);
        if ((long)clips * clipSamples > Array.MaxLength)
        {
            throw new ArgumentException(
                $"{clips} clips of {clipSamples} samples do not fit into memory ({Array.MaxLength} samples); make the clips shorter.");
        }

        var cut = new float[clips * clipSamples]; // (clips, clipSamples)
        mono.CopyTo(cut);
        return cut;
    }
}
