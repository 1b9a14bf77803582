using System.Buffers.Binary;
using System.Text;

namespace PlayCount.Mapping.LookingUp;

/// <summary>One line of a zip's directory.</summary>
/// <param name="Name">The entry's name.</param>
/// <param name="Encrypted">Whether a password is needed.</param>
/// <param name="Method">0 stored, 8 deflated.</param>
/// <param name="Crc">CRC-32 of the unpacked data.</param>
/// <param name="PackedBytes">Length of the packed data.</param>
/// <param name="Bytes">Length of the unpacked data.</param>
/// <param name="HeaderAt">Where the entry's own header starts.</param>
/// <param name="UnixMode">Kind and permissions as Unix has them, 0 when unknown.</param>
internal readonly record struct ZipEntry(
    string Name, bool Encrypted, int Method, uint Crc, long PackedBytes, long Bytes, long HeaderAt, int UnixMode);

/// <summary>
/// The directory at the end of a zip, read entry by entry: the runtime's <c>ZipArchive</c> holds all of it in memory (460 bytes an entry)
/// and leaves checksums unchecked.
/// </summary>
/// <remarks>Source: PKWARE APPNOTE.TXT 6.3.10, sections 4.3.12 to 4.3.16 and 4.5.3.</remarks>
internal sealed class ZipDirectory
{
    private const int EndBytes = 22;
    private const int End64LocatorBytes = 20;
    private const int End64Bytes = 56;
    private const int EntryBytes = 46;
    private const int LongestComment = ushort.MaxValue;
    private const uint EndSignature = 0x06054b50;
    private const uint End64LocatorSignature = 0x07064b50;
    private const uint End64Signature = 0x06064b50;
    private const uint EntrySignature = 0x02014b50;
    private const int Zip64Extra = 1;

    private readonly Stream _file;
    private readonly long _endAt;
    private long _bytes;

    /// <exception cref="InvalidDataException">The directory cannot be found.</exception>
    public ZipDirectory(Stream file)
    {
        _file = file;
        _endAt = FindEnd();
        var end = ReadAt(_endAt, EndBytes);
        Entries = UInt16(end, 10);
        _bytes = UInt32(end, 12);
        Start = UInt32(end, 16);
        var locatorAt = _endAt - End64LocatorBytes;
        if (locatorAt >= 0 && UInt32(ReadAt(locatorAt, End64LocatorBytes), 0) == End64LocatorSignature)
            ReadEnd64(UInt64(ReadAt(locatorAt, End64LocatorBytes), 8));
        else if (UInt16(end, 4) != 0 || UInt16(end, 6) != 0)
            throw new InvalidDataException("it is one part of a zip of several; a zip in one file is needed.");
        if (Start < 0 || _bytes < 0 || Start > _endAt - _bytes)
            throw Damaged(_endAt);
    }

    /// <summary>Entries there are by the directory's own count.</summary>
    public long Entries { get; private set; }

    /// <summary>Where the directory starts and the entries' data ends.</summary>
    public long Start { get; private set; }

    /// <summary>The entries in the directory's order.</summary>
    /// <exception cref="InvalidDataException">The directory is damaged.</exception>
    public IEnumerable<ZipEntry> Read()
    {
        _file.Position = Start;
        for (var entry = 0L; entry < Entries; entry++)
            yield return ReadEntry();
        if (_file.Position != Start + _bytes)
            throw Damaged(_file.Position);
    }

    private ZipEntry ReadEntry()
    {
        var at = _file.Position;
        var fixedPart = Take(EntryBytes);
        if (UInt32(fixedPart, 0) != EntrySignature)
            throw Damaged(at);
        var name = Take(UInt16(fixedPart, 28));
        var extra = Take(UInt16(fixedPart, 30));
        Take(UInt16(fixedPart, 32));
        long bytes = UInt32(fixedPart, 24);
        long packedBytes = UInt32(fixedPart, 20);
        long headerAt = UInt32(fixedPart, 42);
        ReadZip64(extra, at, ref bytes, ref packedBytes, ref headerAt);
        return new ZipEntry(
            Encoding.UTF8.GetString(name), (UInt16(fixedPart, 8) & 1) != 0, UInt16(fixedPart, 10), UInt32(fixedPart, 16),
            packedBytes, bytes, headerAt, (int)(UInt32(fixedPart, 38) >> 16));
    }

    /// <summary>A number that is all ones stands in the extra field instead, in this order.</summary>
    private static void ReadZip64(ReadOnlySpan<byte> extra, long at, ref long bytes, ref long packedBytes, ref long headerAt)
    {
        while (extra.Length >= 4)
        {
            var length = UInt16(extra, 2);
            if (length > extra.Length - 4)
                throw Damaged(at);
            if (UInt16(extra, 0) == Zip64Extra)
            {
                var numbers = extra.Slice(4, length);
                TakeNumber(ref numbers, ref bytes, at);
                TakeNumber(ref numbers, ref packedBytes, at);
                TakeNumber(ref numbers, ref headerAt, at);
            }

            extra = extra[(4 + length)..];
        }
    }

    private static void TakeNumber(ref ReadOnlySpan<byte> numbers, ref long number, long at)
    {
        if (number != uint.MaxValue)
            return;
        if (numbers.Length < 8)
            throw Damaged(at);
        number = UInt64(numbers, 0);
        numbers = numbers[8..];
        if (number < 0)
            throw Damaged(at);
    }

    /// <summary>The last place from which signature and comment length reach exactly to the end of the file.</summary>
    private long FindEnd()
    {
        var tailBytes = (int)Math.Min(_file.Length, EndBytes + LongestComment);
        var tail = ReadAt(_file.Length - tailBytes, tailBytes);
        for (var i = tailBytes - EndBytes; i >= 0; i--)
        {
            if (UInt32(tail, i) == EndSignature && UInt16(tail, i + 20) == tailBytes - EndBytes - i)
                return _file.Length - tailBytes + i;
        }

        throw new InvalidDataException("it is a zip without the directory that ends a zip; it is cut off or damaged.");
    }

    private void ReadEnd64(long at)
    {
        if (at < 0 || at > _endAt - End64LocatorBytes - End64Bytes)
            throw Damaged(_endAt);
        var end = ReadAt(at, End64Bytes);
        if (UInt32(end, 0) != End64Signature)
            throw Damaged(at);
        (Entries, _bytes, Start) = (UInt64(end, 32), UInt64(end, 40), UInt64(end, 48));
    }

    private byte[] ReadAt(long position, int count)
    {
        _file.Position = position;
        return Take(count);
    }

    private byte[] Take(int count)
    {
        var bytes = new byte[count];
        return _file.ReadAtLeast(bytes, count, throwOnEndOfStream: false) == count ? bytes : throw Damaged(_file.Position);
    }

    private static InvalidDataException Damaged(long at) => new($"the directory of the zip is damaged at byte {at}.");

    private static int UInt16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint UInt32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    /// <summary>A number beyond Int64 comes out negative, and is refused by whoever asked.</summary>
    private static long UInt64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);
}
