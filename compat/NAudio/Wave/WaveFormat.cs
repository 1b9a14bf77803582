namespace NAudio.Wave;

/// <summary>How the bytes of an audio stream are laid out.</summary>
public class WaveFormat
{
    /// <summary>Linear PCM.</summary>
    /// <param name="rate">Sample rate in Hz.</param>
    /// <param name="bits">Bits in a sample: 8, 16, 24 or 32.</param>
    /// <param name="channels">Number of channels, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is less than one channel.</exception>
    public WaveFormat(int rate, int bits, int channels)
        : this(WaveFormatEncoding.Pcm, rate, bits, channels, channels * (bits / 8), rate * channels * (bits / 8))
    {
    }

    internal WaveFormat(WaveFormatEncoding encoding, int rate, int bits, int channels, int blockAlign, int bytesPerSecond)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        Encoding = StandardEncoding = encoding;
        SampleRate = rate;
        BitsPerSample = bits;
        Channels = channels;
        BlockAlign = blockAlign;
        AverageBytesPerSecond = bytesPerSecond;
    }

    /// <summary>The format code.</summary>
    public WaveFormatEncoding Encoding { get; }

    /// <summary>Samples a second in each channel, in Hz.</summary>
    public int SampleRate { get; }

    /// <summary>Bits in a sample's container.</summary>
    public int BitsPerSample { get; }

    /// <summary>Number of channels.</summary>
    public int Channels { get; }

    /// <summary>Bytes in a frame: one sample of every channel.</summary>
    public int BlockAlign { get; }

    /// <summary>Bytes a second.</summary>
    public int AverageBytesPerSecond { get; }

    /// <summary>The code that counts: the sub-format's for an extensible format, else <see cref="Encoding"/>.</summary>
    internal WaveFormatEncoding StandardEncoding { get; init; }

    /// <summary>32-bit IEEE float.</summary>
    /// <param name="sampleRate">Sample rate in Hz.</param>
    /// <param name="channels">Number of channels, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is less than one channel.</exception>
    public static WaveFormat CreateIeeeFloatWaveFormat(int sampleRate, int channels) =>
        new(WaveFormatEncoding.IeeeFloat, sampleRate, 32, channels, channels * sizeof(float), sampleRate * channels * sizeof(float));
}
