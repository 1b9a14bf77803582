using System.Buffers.Binary;

namespace PlayCount.Audio.Decoding;

/// <summary>Finds files that end before their container says they do, where libsndfile would decode the rest without a word.</summary>
internal static class StatedEnd
{
    /// <summary>Looks at the sizes that the container states.</summary>
    /// <exception cref="InvalidDataException">The container says more bytes than there are.</exception>
    public static void Check(Stream stream, AudioKind kind)
    {
        stream.Position = 0;
        switch (kind)
        {
            case AudioKind.Ogg:
                CheckOgg(stream);
                break;
            case AudioKind.Aiff:
                CheckAiff(stream);
                break;
            case AudioKind.Mp3:
                XingHeader.Check(stream);
                break;
        }
    }

    /// <summary>An Ogg page: 27 bytes, the last of them the number of segments, then a length byte for each, then the segments.</summary>
    /// <remarks>Source: RFC 3533, section 6.</remarks>
    private static void CheckOgg(Stream stream)
    {
        const int FixedBytes = 27;
        Span<byte> page = stackalloc byte[FixedBytes + byte.MaxValue];
        for (long start = 0; start < stream.Length; start = stream.Position)
        {
            stream.Position = start;
            var read = stream.ReadAtLeast(page[..FixedBytes], FixedBytes, throwOnEndOfStream: false);
            if (!page.StartsWith("OggS"u8))
                return; // something else after the pages, such as tags: libsndfile's to judge
            var segments = read == FixedBytes ? page[FixedBytes..][..page[FixedBytes - 1]] : [];
            var end = start + FixedBytes + segments.Length;
            if (stream.ReadAtLeast(segments, segments.Length, throwOnEndOfStream: false) == segments.Length)
            {
                foreach (var segment in segments)
                    end += segment;
            }

            if (end > stream.Length)
            {
                throw new InvalidDataException(
                    $"truncated: the Ogg page at byte {start} ends at byte {end} or later, the file at byte {stream.Length}");
            }

            stream.Position = end;
        }
    }

    /// <summary>The FORM chunk states the length of all that follows it.</summary>
    /// <remarks>Source: Apple, Audio Interchange File Format AIFF-C.</remarks>
    private static void CheckAiff(Stream stream)
    {
        const int FormHeaderBytes = 8;
        Span<byte> form = stackalloc byte[FormHeaderBytes];
        stream.ReadExactly(form);
        long stated = BinaryPrimitives.ReadUInt32BigEndian(form[4..]);
        if (stated > stream.Length - FormHeaderBytes && stated < WavData.StreamedFromBytes)
            throw new InvalidDataException($"truncated: the FORM chunk says {stated} bytes, {stream.Length - FormHeaderBytes} are there");
    }
}
