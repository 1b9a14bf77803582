namespace NAudio.Wave;

/// <summary>Headerless bytes of a known format.</summary>
/// <param name="sourceStream">The bytes, read from where the stream stands; the caller keeps and disposes it.</param>
/// <param name="waveFormat">Their format.</param>
public class RawSourceWaveStream(Stream sourceStream, WaveFormat waveFormat) : WaveStream
{
    /// <inheritdoc />
    public override WaveFormat WaveFormat => waveFormat;

    /// <inheritdoc />
    public override long Length => sourceStream.Length;

    /// <inheritdoc />
    public override long Position
    {
        get => sourceStream.Position;
        set => sourceStream.Position = value;
    }

    /// <inheritdoc />
    public override int Read(Span<byte> buffer) => sourceStream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
}
