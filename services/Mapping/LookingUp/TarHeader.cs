using System.Text;

namespace PlayCount.Mapping.LookingUp;

/// <summary>One header block of a tar.</summary>
/// <param name="Name">The entry's name, the prefix of the POSIX format included.</param>
/// <param name="Type">The type flag.</param>
/// <param name="Bytes">Length of the data that follows.</param>
/// <remarks>Source: POSIX.1-2017, pax, "ustar Interchange Format"; the GNU tar manual, "Basic Tar Format".</remarks>
internal readonly record struct TarHeader(string Name, char Type, long Bytes)
{
    /// <summary>Length of a header; data is padded to a multiple of it.</summary>
    public const int BlockBytes = 512;

    private const int NameEnd = 100;
    private const int SizeStart = 124;
    private const int SizeEnd = 136;
    private const int ChecksumStart = 148;
    private const int ChecksumEnd = 156;
    private const int TypeAt = 156;
    private const int MagicStart = 257;
    private const int PrefixStart = 345;
    private const int PrefixEnd = 500;

    /// <summary>Reads a block that is not all zeros.</summary>
    /// <exception cref="InvalidDataException">It is no header.</exception>
    public static TarHeader Parse(ReadOnlySpan<byte> block, long position)
    {
        if (!HasChecksum(block))
            throw new InvalidDataException($"at byte {position} of its tar an entry's header is needed, but the checksum there is wrong.");
        if (!TryParseNumber(block[SizeStart..SizeEnd], out var size))
            throw new InvalidDataException($"at byte {position} of its tar the size of an entry is no number of 0 to {long.MaxValue}.");

        var name = Text(block[..NameEnd]);
        // GNU's magic is "ustar  ": its headers have times where POSIX has the prefix.
        if (block[MagicStart..].StartsWith("ustar\0"u8) && block[PrefixStart] != 0)
            name = $"{Text(block[PrefixStart..PrefixEnd])}/{name}";
        return new TarHeader(name, (char)block[TypeAt], size);
    }

    /// <summary>Says whether the block's checksum is right: the sum of all bytes, its own 8 taken as spaces.</summary>
    public static bool HasChecksum(ReadOnlySpan<byte> block)
    {
        if (!TryParseNumber(block[ChecksumStart..ChecksumEnd], out var stored))
            return false;
        var unsigned = 0;
        var signed = 0;
        for (var i = 0; i < BlockBytes; i++)
        {
            var value = i is >= ChecksumStart and < ChecksumEnd ? (byte)' ' : block[i];
            unsigned += value;
            signed += (sbyte)value;
        }

        // Some old programs summed signed bytes.
        return stored == unsigned || stored == signed;
    }

    /// <summary>Bytes up to the first NUL.</summary>
    public static string Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }

    /// <summary>Octal digits between spaces and NULs, or GNU's big-endian binary after a byte 0x80.</summary>
    private static bool TryParseNumber(ReadOnlySpan<byte> field, out long number)
    {
        number = 0;
        var binary = field[0] == 0x80;
        foreach (var digit in binary ? field[1..] : field.Trim(" \0"u8))
        {
            if (!binary && digit is < (byte)'0' or > (byte)'7' || number > long.MaxValue >> 8)
                return false;
            number = binary ? number << 8 | digit : number << 3 | (uint)(digit - '0');
        }

        return true;
    }
}
