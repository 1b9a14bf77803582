namespace NAudio.Wave;

/// <summary>Turns one kind of audio source into another.</summary>
public static class WaveExtensionMethods
{
    /// <summary>The same audio as floats: PCM (8, 16, 24, 32 bits) divided by its full scale, IEEE float (32, 64) as it is.</summary>
    /// <param name="waveProvider">PCM or IEEE float, plain or as WAVE_FORMAT_EXTENSIBLE.</param>
    /// <exception cref="ArgumentException">The encoding is another one.</exception>
    /// <exception cref="InvalidOperationException">The encoding is PCM of another number of bits.</exception>
    public static ISampleProvider ToSampleProvider(this IWaveProvider waveProvider)
    {
        ArgumentNullException.ThrowIfNull(waveProvider);
        var format = waveProvider.WaveFormat;
        return (format.StandardEncoding, format.BitsPerSample) switch
        {
            (WaveFormatEncoding.Pcm, 8 or 16 or 24 or 32) or (WaveFormatEncoding.IeeeFloat, 32 or 64) => new ConvertedSamples(waveProvider),
            (WaveFormatEncoding.Pcm, _) => throw new InvalidOperationException("Unsupported bit depth"),
            _ => throw new ArgumentException("Unsupported source encoding"),
        };
    }
}
