using System.Buffers.Binary;

namespace NAudio.Wave;

/// <summary>Where a RIFF or RF64 WAVE file keeps its format and its samples.</summary>
/// <param name="Format">The format of the samples.</param>
/// <param name="DataPosition">Offset of the first sample's first byte.</param>
/// <param name="DataBytes">Bytes of samples, never more than the stream holds.</param>
/// <remarks>Source: Microsoft/IBM, Multimedia Programming Interface and Data Specifications 1.0 (RIFF); EBU Tech 3306 (RF64).</remarks>
internal sealed record RiffLayout(WaveFormat Format, long DataPosition, long DataBytes)
{
    private const int ChunkHeaderBytes = 8;

    public static RiffLayout Read(Stream stream)
    {
        var isRf64 = ReadFileHeader(stream);
        WaveFormat? format = null;
        long dataPosition = -1, dataBytes = 0;
        ulong? longDataBytes = null;
        Span<byte> header = stackalloc byte[ChunkHeaderBytes];
        Span<byte> body = stackalloc byte[FormatChunk.MaxBytes];
        while (stream.ReadAtLeast(header, ChunkHeaderBytes, throwOnEndOfStream: false) == ChunkHeaderBytes)
        {
            var start = stream.Position;
            var stated = (long)BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
            var bytes = Math.Min(stated, stream.Length - start);
            if (header[..4].SequenceEqual("data"u8))
            {
                dataPosition = start;
                bytes = dataBytes = (long)Math.Min((ulong)(stream.Length - start), longDataBytes ?? (ulong)stated);
            }
            else if (isRf64 && header[..4].SequenceEqual("ds64"u8))
            {
                longDataBytes = ReadLongDataBytes(stream, bytes);
            }
            else if (header[..4].SequenceEqual("fmt "u8))
            {
                var read = stream.ReadAtLeast(body, (int)Math.Min(bytes, body.Length), throwOnEndOfStream: false);
                format = FormatChunk.Read(body[..(int)Math.Min(read, bytes)]);
            }

            if (dataPosition >= 0 && format is not null)
                return new RiffLayout(format, dataPosition, dataBytes);
            stream.Position = Math.Min(start + bytes + (bytes & 1), stream.Length);
        }

        throw new FormatException(format is null ? "Invalid WAV file - No fmt chunk found" : "Invalid WAV file - No data chunk found");
    }

    private static bool ReadFileHeader(Stream stream)
    {
        Span<byte> header = stackalloc byte[12];
        var read = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        var isRf64 = header[..4].SequenceEqual("RF64"u8);
        if (read < header.Length || !(isRf64 || header[..4].SequenceEqual("RIFF"u8)))
            throw new FormatException("Not a WAVE file - no RIFF header");
        return header[8..].SequenceEqual("WAVE"u8) ? isRf64 : throw new FormatException("Not a WAVE file - no WAVE header");
    }

    /// <summary>The ds64 chunk begins with the 64-bit sizes of the whole file and of the samples.</summary>
    private static ulong ReadLongDataBytes(Stream stream, long bytes)
    {
        Span<byte> sizes = stackalloc byte[16];
        return bytes >= sizes.Length && stream.ReadAtLeast(sizes, sizes.Length, throwOnEndOfStream: false) == sizes.Length
            ? BinaryPrimitives.ReadUInt64LittleEndian(sizes[8..])
            : throw new InvalidDataException($"The ds64 chunk holds {bytes} bytes; it needs 28.");
    }
}
