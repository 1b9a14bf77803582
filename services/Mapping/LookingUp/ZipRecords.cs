using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using ICSharpCode.SharpZipLib.Checksum;
using PlayCount.Songs;

namespace PlayCount.Mapping.LookingUp;

/// <summary>Reads the records of a zip: first its whole directory, to refuse it or to note where the records are, then these.</summary>
internal static class ZipRecords
{
    private const int HeaderBytes = 30;
    private const uint HeaderSignature = 0x04034b50;
    private const int Stored = 0;
    private const int Deflated = 8;
    private const int UnixKind = 0xF000;
    private const int UnixFolder = 0x4000;
    private const int UnixFile = 0x8000;

    public static void Read(Stream file, RecordSink lookUps, IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        var directory = new ZipDirectory(file);
        var wanted = FindWanted(directory, file.Length, lookUps, cancellationToken);
        lookUps.RefuseWithoutRecords();

        var done = 0;
        progress?.Report(new StageProgress(done, wanted.Count));
        foreach (var (song, entry) in wanted.OrderBy(wanted => wanted.Value.HeaderAt))
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadRecord(file, directory.Start, song, entry, lookUps);
            progress?.Report(new StageProgress(++done, wanted.Count));
        }
    }

    private static Dictionary<SongId, ZipEntry> FindWanted(
        ZipDirectory directory, long fileBytes, RecordSink lookUps, CancellationToken cancellationToken)
    {
        lookUps.Limits.CheckEntries(directory.Entries);
        var wanted = new Dictionary<SongId, ZipEntry>();
        var unpackedBytes = 0L;
        foreach (var entry in directory.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            EntryName.Check(entry.Name);
            if ((entry.UnixMode & UnixKind) is not (0 or UnixFolder or UnixFile))
            {
                throw new InvalidDataException(
                    $"its entry '{Shown.Shorten(entry.Name)}' is a link or a device; files and folders are needed.");
            }

            unpackedBytes = entry.Bytes > long.MaxValue - unpackedBytes ? long.MaxValue : unpackedBytes + entry.Bytes;
            lookUps.Limits.CheckUnpacked(unpackedBytes, fileBytes);
            if (lookUps.Wants(entry.Name, out var song))
                wanted.TryAdd(song, entry);
        }

        return wanted;
    }

    private static void ReadRecord(Stream file, long dataEnd, SongId song, ZipEntry entry, RecordSink lookUps)
    {
        if (lookUps.IsTooLong(song, Math.Max(entry.Bytes, entry.PackedBytes)))
            return;
        if (entry.Encrypted || entry.Method is not (Stored or Deflated))
        {
            var how = entry.Encrypted ? "with a password" : $"by method {entry.Method}";
            lookUps.Unreadable(song, $"the record is packed {how}; stored or deflated is needed");
            return;
        }

        var record = Unpack(TakePacked(file, dataEnd, entry), entry);
        if (record is null)
            lookUps.Unreadable(song, "the record's packed bytes do not unpack to the length and checksum in the zip's directory");
        else
            lookUps.Read(song, record);
    }

    private static byte[] TakePacked(Stream file, long dataEnd, ZipEntry entry)
    {
        if (entry.HeaderAt > dataEnd - HeaderBytes)
            throw Damaged(entry);
        file.Position = entry.HeaderAt;
        var header = Take(file, HeaderBytes, entry);
        var nameBytes = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(26));
        var extraBytes = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(28));
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != HeaderSignature
            || file.Position + nameBytes + extraBytes + entry.PackedBytes > dataEnd
            || Encoding.UTF8.GetString(Take(file, nameBytes, entry)) != entry.Name)
        {
            throw Damaged(entry);
        }

        file.Position += extraBytes;
        return Take(file, (int)entry.PackedBytes, entry);
    }

    /// <summary>The record, or null when the bytes are not what the directory says.</summary>
    private static byte[]? Unpack(byte[] packed, ZipEntry entry)
    {
        var record = new byte[entry.Bytes];
        try
        {
            using var source = new MemoryStream(packed);
            using var unpacked = entry.Method == Stored ? (Stream)source : new DeflateStream(source, CompressionMode.Decompress);
            if (unpacked.ReadAtLeast(record, record.Length, throwOnEndOfStream: false) < record.Length || unpacked.ReadByte() >= 0)
                return null;
        }
        catch (InvalidDataException)
        {
            return null;
        }

        var crc = new Crc32();
        crc.Update(record);
        return (uint)crc.Value == entry.Crc ? record : null;
    }

    private static byte[] Take(Stream file, int count, ZipEntry entry)
    {
        var bytes = new byte[count];
        return file.ReadAtLeast(bytes, count, throwOnEndOfStream: false) == count ? bytes : throw Damaged(entry);
    }

    private static InvalidDataException Damaged(ZipEntry entry) =>
        new($"the header of its entry '{Shown.Shorten(entry.Name)}' is not at byte {entry.HeaderAt}, where the zip's directory has it.");
}
