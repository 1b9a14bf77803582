namespace NAudio.Wave;

/// <summary>A source of audio as 32-bit floating point samples.</summary>
public interface ISampleProvider
{
    /// <summary>Sample rate and channels; always 32-bit IEEE float.</summary>
    WaveFormat WaveFormat { get; }

    /// <summary>Reads the next samples, channels interleaved, in [-1, 1] for integer sources.</summary>
    /// <param name="buffer">Filled from its start; shape (frames * channels).</param>
    /// <returns>Samples written (not frames), 0 at the end.</returns>
    int Read(Span<float> buffer);
}
