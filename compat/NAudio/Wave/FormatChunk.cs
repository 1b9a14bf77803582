using System.Buffers.Binary;

namespace NAudio.Wave;

/// <summary>Reads the body of a WAVE <c>fmt </c> chunk.</summary>
/// <remarks>Source: Microsoft, Multiple Channel Audio Data and WAVE Files (WAVEFORMATEX, WAVEFORMATEXTENSIBLE).</remarks>
internal static class FormatChunk
{
    /// <summary>WAVEFORMAT and its bits per sample.</summary>
    public const int MinBytes = 16;

    /// <summary>WAVEFORMATEXTENSIBLE: nothing beyond it is read.</summary>
    public const int MaxBytes = 40;

    private const int SubFormatOffset = 24;

    /// <summary>What follows the two bytes of the format code in every sub-format GUID that stands for such a code.</summary>
    private static ReadOnlySpan<byte> SubFormatTail => [0x00, 0x00, 0x00, 0x00, 0x10, 0x00, 0x80, 0x00, 0x00, 0xAA, 0x00, 0x38, 0x9B, 0x71];

    public static WaveFormat Read(ReadOnlySpan<byte> body)
    {
        if (body.Length < MinBytes)
            throw new InvalidDataException($"The fmt chunk holds {body.Length} bytes; it needs {MinBytes}.");
        var encoding = (WaveFormatEncoding)BinaryPrimitives.ReadUInt16LittleEndian(body);
        int channels = BinaryPrimitives.ReadUInt16LittleEndian(body[2..]);
        var rate = BinaryPrimitives.ReadInt32LittleEndian(body[4..]);
        var bytesPerSecond = BinaryPrimitives.ReadInt32LittleEndian(body[8..]);
        int blockAlign = BinaryPrimitives.ReadUInt16LittleEndian(body[12..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(body[14..]);
        if (channels == 0 || blockAlign == 0)
        {
            throw new InvalidDataException(
                $"The fmt chunk says {channels} channels and blocks of {blockAlign} bytes; both are at least 1.");
        }

        return new WaveFormat(encoding, rate, bits, channels, blockAlign, bytesPerSecond)
        {
            StandardEncoding = encoding == WaveFormatEncoding.Extensible ? SubFormat(body) : encoding,
        };
    }

    private static WaveFormatEncoding SubFormat(ReadOnlySpan<byte> body) =>
        body.Length >= MaxBytes && body.Slice(SubFormatOffset + 2, SubFormatTail.Length).SequenceEqual(SubFormatTail)
            ? (WaveFormatEncoding)BinaryPrimitives.ReadUInt16LittleEndian(body[SubFormatOffset..])
            : WaveFormatEncoding.Unknown;
}
