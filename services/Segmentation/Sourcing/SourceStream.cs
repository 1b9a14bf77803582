namespace PlayCount.Segmentation.Sourcing;

/// <summary>
/// A song's bytes. A disk that fails while they are read is that song's fault, not the stage's as it would be while clips are
/// written: its <see cref="IOException"/> becomes the <see cref="InvalidDataException"/> that skips the song.
/// </summary>
/// <param name="file">The bytes.</param>
/// <param name="isSongsFault">Which failures to read them are the song's own; null: all.</param>
internal sealed class SourceStream(Stream file, Func<IOException, bool>? isSongsFault = null) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return file.Read(buffer);
        }
        catch (IOException failure) when (isSongsFault?.Invoke(failure) ?? true)
        {
            throw new InvalidDataException($"cannot be read: {failure.GetType().Name}", failure);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            file.Dispose();
        base.Dispose(disposing);
    }
}
