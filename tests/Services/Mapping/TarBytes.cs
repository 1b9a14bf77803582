using System.Buffers.Binary;
using System.Text;

namespace PlayCount.Services.Tests.Mapping;

/// <summary>Changes to a tar's bytes, by the layout in POSIX.</summary>
internal static class TarBytes
{
    private const int BlockBytes = 512;
    private const int SizeAt = 124;
    private const int SizeDigits = 11;
    private const int TypeAt = 156;
    private const int ChecksumAt = 148;
    private const int ChecksumBytes = 8;

    public static void SetSize(byte[] tar, int header, long bytes)
    {
        Encoding.ASCII.GetBytes(Convert.ToString(bytes, 8).PadLeft(SizeDigits, '0'), tar.AsSpan(header + SizeAt));
        FixChecksum(tar, header);
    }

    /// <summary>Writes the size as GNU tar does one over 8 GB: a byte 0x80, then a big-endian number.</summary>
    public static void SetBinarySize(byte[] tar, int header, long bytes)
    {
        tar[header + SizeAt] = 0x80;
        tar.AsSpan(header + SizeAt + 1, SizeDigits).Clear();
        BinaryPrimitives.WriteInt64BigEndian(tar.AsSpan(header + SizeAt + 1 + SizeDigits - sizeof(long)), bytes);
        FixChecksum(tar, header);
    }

    public static void SetType(byte[] tar, int header, char type)
    {
        tar[header + TypeAt] = (byte)type;
        FixChecksum(tar, header);
    }

    /// <summary>Makes the checksum of the header at this place right: the sum of its bytes, its own as spaces, in octal.</summary>
    public static void FixChecksum(byte[] tar, int header)
    {
        var block = tar.AsSpan(header, BlockBytes);
        block.Slice(ChecksumAt, ChecksumBytes).Fill((byte)' ');
        var sum = 0;
        foreach (var value in block)
            sum += value;
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ", block.Slice(ChecksumAt, ChecksumBytes));
    }
}
