using System.Buffers.Binary;

namespace PlayCount.Audio.Decoding;

/// <summary>The first frame of most MP3 files states how many bytes follow; a file without it says nothing of its end.</summary>
/// <remarks>Source: Gabriel Bouvigne, MP3 info tag revision 1 (on the Xing header); ID3v2.4.0 structure, section 3.1.</remarks>
internal static class XingHeader
{
    /// <summary>The longest frame of layer 3: 320 kbit/s at 32 kHz with padding. Encoders differ on counting the first frame.</summary>
    private const int LongestFrameBytes = 1_441;

    private const int TagHeaderBytes = 10;

    /// <summary>Frame header, checksum and the longest side information before the Xing header, and the header's first 16 bytes.</summary>
    private const int SearchedBytes = 4 + 2 + 32 + 16;

    private const int HasFrames = 1;
    private const int HasBytes = 2;

    /// <summary>Compares the stated bytes with those that are there.</summary>
    /// <exception cref="InvalidDataException">The header says more bytes than there are.</exception>
    public static void Check(Stream stream)
    {
        var start = TagBytes(stream);
        if (start >= stream.Length)
            throw new InvalidDataException($"truncated: its ID3 tag says {start} bytes, the file holds {stream.Length}");
        stream.Position = start;
        Span<byte> frame = stackalloc byte[SearchedBytes];
        frame = frame[..stream.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false)];
        if (StatedBytes(frame) is { } stated && stated > stream.Length - start + LongestFrameBytes)
            throw new InvalidDataException($"truncated: the header says {stated} bytes of MP3, {stream.Length - start} are there");
    }

    /// <summary>The tag's length stands in four bytes of seven bits each.</summary>
    private static long TagBytes(Stream stream)
    {
        Span<byte> tag = stackalloc byte[TagHeaderBytes];
        var read = stream.ReadAtLeast(tag, tag.Length, throwOnEndOfStream: false);
        return read == tag.Length && tag.StartsWith("ID3"u8)
            ? TagHeaderBytes + ((tag[6] & 0x7F) << 21 | (tag[7] & 0x7F) << 14 | (tag[8] & 0x7F) << 7 | tag[9] & 0x7F)
            : 0;
    }

    private static long? StatedBytes(ReadOnlySpan<byte> frame)
    {
        var at = Math.Max(frame.IndexOf("Xing"u8), frame.IndexOf("Info"u8));
        if (at < 0 || frame.Length < at + 16)
            return null;
        var flags = BinaryPrimitives.ReadInt32BigEndian(frame[(at + 4)..]);
        return (flags & HasBytes) == 0 ? null : BinaryPrimitives.ReadUInt32BigEndian(frame[(at + ((flags & HasFrames) == 0 ? 8 : 12))..]);
    }
}
