using System.Security.Cryptography;

namespace PlayCount.Mapping.Indexing;

/// <summary>
/// A file that is hashed by the way, so that its digest is of the bytes that its reader got. Each byte counts once: what is read again is
/// passed over, and what a reader leaps over, as that of a zip does, is read at the end.
/// </summary>
/// <param name="file">The file; it is not closed with this.</param>
/// <param name="hash">SHA-256 that has nothing yet; it is not closed either.</param>
internal sealed class HashedFile(FileStream file, IncrementalHash hash) : Stream
{
    private const int BufferBytes = 1 << 20;

    private long _hashedBytes;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    /// <summary>Reads what is left, and gives the stamp of the whole file.</summary>
    public ArchiveStamp Stamp(CancellationToken cancellationToken)
    {
        file.Position = _hashedBytes;
        var buffer = new byte[BufferBytes];
        while (Read(buffer) > 0)
            cancellationToken.ThrowIfCancellationRequested();
        return new ArchiveStamp(IsFolder: false, _hashedBytes, hash.GetHashAndReset());
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var at = file.Position;
        var read = file.Read(buffer);
        if (at <= _hashedBytes && _hashedBytes < at + read)
        {
            hash.AppendData(buffer[(int)(_hashedBytes - at)..read]);
            _hashedBytes = at + read;
        }

        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
