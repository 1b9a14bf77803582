using ICSharpCode.SharpZipLib.BZip2;

namespace PlayCount.Mapping.LookingUp;

/// <summary>
/// Unpacks a bzip2 file of any number of members one after the other, as parallel compressors write them: the library's stream
/// ends at the first.
/// </summary>
internal sealed class BZip2Members(Stream packed) : Stream
{
    // A member costs 5 MB of memory for a moment, whatever its length; parallel compressors make them of 100 KB and more.
    private const int FreeMembers = 1_000;
    private const int LeastMeanMemberBytes = 16 * 1024;

    private BZip2InputStream? _member;
    private long _members;
    private long _unpackedBytes;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        _member ??= OpenMember();
        while (true)
        {
            var read = _member.Read(buffer, offset, count);
            _unpackedBytes += read;
            if (read > 0 || !AnotherFollows())
                return read;
            _member.Dispose();
            _member = OpenMember();
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _member?.Dispose();
        base.Dispose(disposing);
    }

    private BZip2InputStream OpenMember()
    {
        if (++_members > FreeMembers && _unpackedBytes / _members < LeastMeanMemberBytes)
        {
            throw new InvalidDataException(
                $"it is packed as {_members} and more bzip2 members of under {LeastMeanMemberBytes} bytes each; one is enough.");
        }

        return new BZip2InputStream(packed) { IsStreamOwner = false };
    }

    /// <summary>Like bzip2 itself, takes what follows for padding unless it starts as a member does.</summary>
    private bool AnotherFollows()
    {
        Span<byte> start = stackalloc byte[4];
        var read = packed.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        packed.Seek(-read, SeekOrigin.Current);
        return read == start.Length && start[..3].SequenceEqual("BZh"u8) && start[3] is >= (byte)'1' and <= (byte)'9';
    }
}
