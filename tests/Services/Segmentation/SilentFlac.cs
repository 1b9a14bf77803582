using System.Buffers.Binary;

namespace PlayCount.Services.Tests.Segmentation;

/// <summary>Silence in FLAC, built frame by frame: 24 hours take 160 kB.</summary>
/// <remarks>Source: RFC 9639: STREAMINFO (section 8.2), frame header (9.1), constant subframe (9.2.3), CRC (9.1.8, 9.3).</remarks>
internal static class SilentFlac
{
    public const int RateHz = 8_000;

    private const int FrameSamples = 32_768;

    /// <summary>Mono, 16 bits, 8,000 Hz.</summary>
    /// <param name="frames">Frames of 32,768 samples.</param>
    /// <param name="statesLength">Whether the header says how many samples there are, or 0 as a streaming encoder does.</param>
    public static byte[] Build(int frames, bool statesLength)
    {
        var file = new List<byte>();
        file.AddRange("fLaC"u8);
        file.AddRange([0x80, 0, 0, 34]); // STREAMINFO, the last metadata block
        file.AddRange([FrameSamples >> 8, FrameSamples & 0xFF, FrameSamples >> 8, FrameSamples & 0xFF, 0, 0, 0, 0, 0, 0]);
        var packed = new byte[8];
        var samples = statesLength ? (ulong)frames * FrameSamples : 0;
        BinaryPrimitives.WriteUInt64BigEndian(packed, (ulong)RateHz << 44 | 15UL << 36 | samples); // rate, channels - 1, bits - 1, samples
        file.AddRange(packed);
        file.AddRange(new byte[16]); // no MD5
        for (var frame = 0; frame < frames; frame++)
            file.AddRange(Frame(frame));
        return [.. file];
    }

    private static byte[] Frame(int number)
    {
        List<byte> frame = [0xFF, 0xF8, 0x74, 0x08]; // sync, fixed block size; size in 16 bits below, 8 kHz; mono, 16 bits
        if (number < 0x80)
            frame.Add((byte)number);
        else if (number < 0x800)
            frame.AddRange([(byte)(0xC0 | number >> 6), (byte)(0x80 | number & 0x3F)]);
        else
            frame.AddRange([(byte)(0xE0 | number >> 12), (byte)(0x80 | number >> 6 & 0x3F), (byte)(0x80 | number & 0x3F)]);
        frame.AddRange([(FrameSamples - 1) >> 8, (FrameSamples - 1) & 0xFF]);
        frame.Add((byte)Crc(frame, 8, 0x07));
        frame.AddRange([0x00, 0x00, 0x00]); // constant subframe of the value 0
        var crc = Crc(frame, 16, 0x8005);
        frame.AddRange([(byte)(crc >> 8), (byte)crc]);
        return [.. frame];
    }

    private static int Crc(List<byte> bytes, int bits, int polynomial)
    {
        var crc = 0;
        foreach (var value in bytes)
        {
            crc ^= value << (bits - 8);
            for (var bit = 0; bit < 8; bit++)
                crc = (crc << 1 ^ ((crc >> (bits - 1) & 1) == 1 ? polynomial : 0)) & ((1 << bits) - 1);
        }

        return crc;
    }
}
