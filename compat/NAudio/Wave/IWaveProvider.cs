namespace NAudio.Wave;

/// <summary>A source of audio as the bytes of its own format.</summary>
public interface IWaveProvider
{
    /// <summary>The format of the bytes.</summary>
    WaveFormat WaveFormat { get; }

    /// <summary>Reads the next bytes.</summary>
    /// <param name="buffer">Filled from its start.</param>
    /// <returns>Bytes written, 0 at the end.</returns>
    int Read(Span<byte> buffer);
}
