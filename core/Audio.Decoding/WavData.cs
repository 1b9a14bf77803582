using System.Buffers.Binary;
using System.Text;

namespace PlayCount.Audio.Decoding;

/// <summary>Where a WAV file's samples are and whether all of them are: NAudio's reader takes what it finds and does not say.</summary>
/// <param name="Position">Offset of the first sample's first byte.</param>
/// <param name="Bytes">Bytes of samples.</param>
/// <param name="IsStreamed">A writer that could not go back left no true size; the samples reach to the end of the file.</param>
/// <remarks>Source: Microsoft/IBM, Multimedia Programming Interface and Data Specifications 1.0 (RIFF); EBU Tech 3306 (RF64).</remarks>
internal readonly record struct WavData(long Position, long Bytes, bool IsStreamed)
{
    /// <summary>Writers that cannot go back leave 0xFFFFFFFF (ffmpeg) or 0x7FFFF000 and a little less (sox) as size.</summary>
    public const long StreamedFromBytes = 0x7FFF_0000;

    private const int FileHeaderBytes = 12;
    private const int ChunkHeaderBytes = 8;

    /// <summary>No writer makes so many chunks; a file that does would be walked for minutes.</summary>
    private const int MaxChunks = 10_000;

    /// <summary>Walks the chunks by their lengths up to the data chunk.</summary>
    /// <exception cref="InvalidDataException">There is no data chunk, no fmt chunk before it, or it says more than there is.</exception>
    public static WavData Find(Stream stream)
    {
        stream.Position = FileHeaderBytes;
        Span<byte> header = stackalloc byte[ChunkHeaderBytes];
        long? longBytes = null;
        var hasFormat = false;
        for (var chunk = 0; chunk < MaxChunks && TryReadHeader(stream, header); chunk++)
        {
            var start = stream.Position;
            long stated = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
            if (header.StartsWith("data"u8))
            {
                // A reader that looks for it behind the samples could walk chunks for minutes.
                return hasFormat
                    ? Data(stream, longBytes ?? stated)
                    : throw new InvalidDataException("has no fmt chunk before its data chunk, so nothing says what the samples are");
            }

            hasFormat |= header.StartsWith("fmt "u8);
            if (header.StartsWith("ds64"u8))
                longBytes = ReadLongBytes(stream);
            if (stated > stream.Length - start)
            {
                throw new InvalidDataException(
                    $"truncated: the chunk '{Name(header)}' at byte {start - header.Length} says {stated} bytes, "
                    + $"{stream.Length - start} are there");
            }

            stream.Position = start + stated + (stated & 1);
        }

        throw new InvalidDataException("holds no samples: no data chunk was found");
    }

    private static WavData Data(Stream stream, long stated)
    {
        var (start, there) = (stream.Position, stream.Length - stream.Position);
        if (stated == 0 && there > 0 && !IsChunksToTheEnd(stream))
            return new WavData(start, there, IsStreamed: true);
        if (stated <= there)
            return new WavData(start, stated, IsStreamed: false);
        return stated >= StreamedFromBytes
            ? new WavData(start, there, IsStreamed: true)
            : throw new InvalidDataException($"truncated: the data chunk says {stated} bytes, {there} are there");
    }

    /// <summary>A size of 0 is meant when other chunks follow; samples do not look like that.</summary>
    private static bool IsChunksToTheEnd(Stream stream)
    {
        Span<byte> header = stackalloc byte[ChunkHeaderBytes];
        for (var chunk = 0; chunk < MaxChunks && stream.Position < stream.Length; chunk++)
        {
            if (!TryReadHeader(stream, header) || header[..4].ContainsAnyExceptInRange((byte)' ', (byte)'~'))
                return false;
            long stated = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
            stream.Position += stated + (stated & 1);
        }

        return stream.Position == stream.Length;
    }

    /// <summary>The 64-bit size of the samples follows that of the file.</summary>
    private static long ReadLongBytes(Stream stream)
    {
        Span<byte> sizes = stackalloc byte[16];
        var read = stream.ReadAtLeast(sizes, sizes.Length, throwOnEndOfStream: false);
        var bytes = BinaryPrimitives.ReadInt64LittleEndian(sizes[8..]);
        return read == sizes.Length && bytes >= 0
            ? bytes
            : throw new InvalidDataException("its ds64 chunk is too short or says a negative size");
    }

    private static bool TryReadHeader(Stream stream, Span<byte> header) =>
        stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length;

    private static string Name(ReadOnlySpan<byte> header) => Songs.Shown.Shorten(Encoding.Latin1.GetString(header[..4]));
}
