namespace PlayCount.Mapping.LookingUp;

/// <summary>
/// What a mapping archive may ask of the machine. The real archive has 1,000,000 records of about 10 KB in about 700 folders,
/// 11 GB as a tar. An archive beyond a limit is refused whole; a record beyond its own limit is unreadable, the others are read.
/// </summary>
public sealed record MappingLimits
{
    private const int Mebibyte = 1 << 20;

    /// <summary>Largest record, in bytes; default 4 MiB, at least 1. It bounds the memory: one record is held at a time.</summary>
    public int MaxRecordBytes { get; init; } = 4 * Mebibyte;

    /// <summary>Most entries (files, folders, headers) of an archive file; default 4,000,000, four times the real archive.</summary>
    public long MaxEntries { get; init; } = 4_000_000;

    /// <summary>Most bytes an archive file may unpack to; default 64 GiB, six times the real archive. It bounds the time.</summary>
    public long MaxUnpackedBytes { get; init; } = 65_536L * Mebibyte;

    /// <summary>
    /// Most unpacked bytes for one packed byte; default 500. 100,000 records that say only "no songs", with
    /// 16 random characters as names, unpack to 82 (bzip2 -9) and 53 (gzip -9) times their size; zeros to 1,030 (gzip) or far more (bzip2).
    /// </summary>
    public int MaxRatio { get; init; } = 500;

    /// <summary>The ratio counts once this many bytes are unpacked; default 256 MiB: less is no harm, whatever its ratio.</summary>
    public long RatioFromBytes { get; init; } = 256L * Mebibyte;

    /// <exception cref="ArgumentOutOfRangeException">A limit is below 1, or for <see cref="RatioFromBytes"/> below 0.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRecordBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxEntries, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxUnpackedBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRatio, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(RatioFromBytes);
    }

    /// <exception cref="InvalidDataException">There are too many entries.</exception>
    internal void CheckEntries(long entries)
    {
        if (entries > MaxEntries)
            throw new InvalidDataException($"it has more than {MaxEntries} entries; the real archive has about 1,000,000.");
    }

    /// <exception cref="InvalidDataException">The archive unpacks to too much.</exception>
    internal void CheckUnpacked(long unpackedBytes, long packedBytes)
    {
        if (unpackedBytes > MaxUnpackedBytes)
            throw new InvalidDataException($"it unpacks to more than {MaxUnpackedBytes} bytes; the real archive has about 11 GB.");
        if (unpackedBytes > RatioFromBytes && unpackedBytes / MaxRatio > packedBytes)
        {
            throw new InvalidDataException($"{packedBytes} bytes of it unpack to {unpackedBytes}, over {MaxRatio} times as many; "
                + "a mapping archive unpacks to at most about 100 times its size.");
        }
    }
}
