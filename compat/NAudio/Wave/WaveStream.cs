namespace NAudio.Wave;

/// <summary>A readable, seekable stream of audio bytes.</summary>
public abstract class WaveStream : Stream, IWaveProvider
{
    /// <summary>The format of the bytes.</summary>
    public abstract WaveFormat WaveFormat { get; }

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanSeek => true;

    /// <inheritdoc />
    public override bool CanWrite => false;

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc cref="IWaveProvider.Read" />
    public abstract override int Read(Span<byte> buffer);

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    /// <inheritdoc />
    public override void Flush()
    {
    }

    /// <inheritdoc />
    /// <exception cref="NotSupportedException">Always: the stream is read-only.</exception>
    public override void SetLength(long value) => throw new NotSupportedException("A WaveStream cannot be given another length.");

    /// <inheritdoc />
    /// <exception cref="NotSupportedException">Always: the stream is read-only.</exception>
    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("A WaveStream cannot be written to.");
}
