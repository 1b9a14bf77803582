using PlayCount.Songs;

namespace PlayCount.Mapping.LookingUp;

/// <summary>The unpacked content of an archive file, read once from front to end, counted and held to the limits.</summary>
internal sealed class UnpackedBytes(
    Stream unpacked, FileStream packed, MappingLimits limits, IProgress<StageProgress>? progress, CancellationToken cancellationToken)
{
    private const int ReportedEveryBytes = 1 << 20;

    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private long _unpackedBytes;
    private long _reportedBytes;

    /// <summary>Bytes handed out or skipped.</summary>
    public long Position => _unpackedBytes - (_end - _start);

    /// <summary>Fills the span as far as the content reaches; gives the number of bytes.</summary>
    public int Fill(Span<byte> destination)
    {
        var filled = 0;
        while (filled < destination.Length && (_start < _end || Refill()))
        {
            var taken = Math.Min(destination.Length - filled, _end - _start);
            _buffer.AsSpan(_start, taken).CopyTo(destination[filled..]);
            _start += taken;
            filled += taken;
        }

        return filled;
    }

    /// <summary>The next bytes, all of them.</summary>
    /// <exception cref="InvalidDataException">The content ends before.</exception>
    public byte[] Take(int count)
    {
        var bytes = new byte[count];
        return Fill(bytes) == count ? bytes : throw CutOff();
    }

    /// <summary>Passes over bytes.</summary>
    /// <exception cref="InvalidDataException">The content ends before.</exception>
    public void Skip(long count)
    {
        while (count > 0)
        {
            if (_start == _end && !Refill())
                throw CutOff();
            var taken = (int)Math.Min(count, _end - _start);
            _start += taken;
            count -= taken;
        }
    }

    /// <summary>The error for content that ends inside an entry.</summary>
    public InvalidDataException CutOff() => new($"its tar ends inside an entry, at byte {Position}; it is cut off.");

    private bool Refill()
    {
        cancellationToken.ThrowIfCancellationRequested();
        _start = 0;
        _end = ReadPacked();
        _unpackedBytes += _end;
        limits.CheckUnpacked(_unpackedBytes, packed.Position);
        if (packed.Position - _reportedBytes >= ReportedEveryBytes)
        {
            _reportedBytes = packed.Position;
            progress?.Report(new StageProgress(_reportedBytes, packed.Length));
        }

        return _end > 0;
    }

    private int ReadPacked()
    {
        try
        {
            return unpacked.Read(_buffer, 0, _buffer.Length);
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw new InvalidDataException(
                $"its packed bytes are damaged or cut off, at or before byte {packed.Position} of {packed.Length}.", e);
        }
    }

    /// <summary>On damaged bytes the unpackers throw what they happen to meet, an index out of range too; a disk's fault is none.</summary>
    private static bool IsDamage(Exception e) =>
        e is EndOfStreamException or not (IOException or InvalidDataException or OperationCanceledException or OutOfMemoryException);
}
