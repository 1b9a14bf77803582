using System.Buffers.Binary;

namespace PlayCount.Mapping.Indexing;

/// <summary>
/// The first 160 bytes of an index, numbers little-endian: magic (8 bytes), version, bytes of a key, whether of a folder, most bytes of a
/// record that was read (4 each), records, titles, archive's size, where keys, titles and the end are (8 each), digest of the archive (32),
/// 24 zero bytes, and SHA-256 of all other bytes of the file (32).
/// </summary>
/// <param name="KeyBytes">Bytes of a key: the longest song id, shorter ones are filled with zeros.</param>
/// <param name="MaxRecordBytes">The limit by which records were unreadable.</param>
/// <param name="Records">Songs in it.</param>
/// <param name="Titles">Songs with a Spotify id, an artist and a title.</param>
/// <param name="KeysAt">Where the keys begin: key, place (8), bytes (4), by key.</param>
/// <param name="TitlesAt">Where the titles begin: hash (8), number of the record (4), by both.</param>
/// <param name="Length">Bytes of the whole file.</param>
/// <param name="Stamp">What the archive was.</param>
internal sealed record IndexHeader(
    int KeyBytes, int MaxRecordBytes, long Records, long Titles, long KeysAt, long TitlesAt, long Length, ArchiveStamp Stamp)
{
    public const int Bytes = 160;
    public const int ChecksumAt = Bytes - ChecksumBytes;
    public const int ChecksumBytes = 32;

    /// <summary>Raised with every change of the format, or of what is read of a record.</summary>
    public const int Version = 1;

    public const int PlaceBytes = sizeof(long) + sizeof(int);
    public const int TitleBytes = sizeof(ulong) + sizeof(int);

    private const int DigestAt = 72;

    private static ReadOnlySpan<byte> Magic => "PlayCntM"u8;

    /// <summary>Bytes of a key with what stands behind it.</summary>
    public int EntryBytes => KeyBytes + PlaceBytes;

    /// <summary>The header, its checksum all zeros.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Bytes];
        Magic.CopyTo(bytes);
        foreach (var (number, i) in new[] { Version, KeyBytes, Stamp.IsFolder ? 1 : 0, MaxRecordBytes }.Select((number, i) => (number, i)))
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8 + i * sizeof(int)), number);
        foreach (var (number, i) in new[] { Records, Titles, Stamp.Size, KeysAt, TitlesAt, Length }.Select((number, i) => (number, i)))
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24 + i * sizeof(long)), number);
        Stamp.Digest.CopyTo(bytes, DigestAt);
        return bytes;
    }

    /// <summary>Reads a header.</summary>
    /// <param name="bytes">The first bytes of the file.</param>
    /// <param name="fileBytes">Bytes of the file.</param>
    /// <exception cref="InvalidDataException">It is none of this version, or the file has other bytes than it says.</exception>
    public static IndexHeader Parse(ReadOnlySpan<byte> bytes, long fileBytes)
    {
        if (bytes.Length < Bytes || !bytes.StartsWith(Magic))
            throw new InvalidDataException("it does not begin as an index does");
        if (Int32(bytes, 0) != Version)
            throw new InvalidDataException($"it is of version {Int32(bytes, 0)}, and {Version} is needed");
        var header = new IndexHeader(
            Int32(bytes, 1), Int32(bytes, 3), Int64(bytes, 0), Int64(bytes, 1), Int64(bytes, 3), Int64(bytes, 4), Int64(bytes, 5),
            new ArchiveStamp(Int32(bytes, 2) != 0, Int64(bytes, 2), bytes.Slice(DigestAt, ChecksumBytes).ToArray()));
        return header.Length == fileBytes
            ? header
            : throw new InvalidDataException($"it has {fileBytes} bytes and says that it has {header.Length}");
    }

    private static int Int32(ReadOnlySpan<byte> bytes, int i) => BinaryPrimitives.ReadInt32LittleEndian(bytes[(8 + i * sizeof(int))..]);

    private static long Int64(ReadOnlySpan<byte> bytes, int i) => BinaryPrimitives.ReadInt64LittleEndian(bytes[(24 + i * sizeof(long))..]);
}
