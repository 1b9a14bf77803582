using System.Buffers;

namespace PlayCount.Audio.Decoding;

/// <summary>Takes the next samples of a song: one channel, 22,050 a second, not yet clamped to [-1, 1].</summary>
public delegate void SampleSink(ReadOnlySpan<float> samples);

/// <summary>Decodes a song to one channel at 22,050 Hz, block by block: it is never in memory as a whole.</summary>
public static class SongDecoder
{
    /// <summary>Decodes a song to its end.</summary>
    /// <param name="stream">Seekable bytes of a WAV, MP3, Ogg Vorbis, Opus, FLAC or AIFF file.</param>
    /// <param name="extension">Of the file's name, without dot: a hint where the content does not tell.</param>
    /// <param name="limits">How long a song may last.</param>
    /// <param name="sink">Is given the samples.</param>
    /// <param name="cancellationToken">Stops between two blocks.</param>
    /// <exception cref="InvalidDataException">
    /// The bytes are no audio that can be decoded, damaged, empty, too long, or hold samples that are no numbers.
    /// </exception>
    /// <exception cref="SoundLibraryException">The file needs libsndfile, which is not there.</exception>
    public static void Decode(Stream stream, string extension, DecodingLimits limits, SampleSink sink, CancellationToken cancellationToken)
    {
        using var song = new SongReader(stream, extension, limits);
        var samples = new ArrayBufferWriter<float>();
        while (song.Read(samples))
        {
            cancellationToken.ThrowIfCancellationRequested();
            sink(samples.WrittenSpan);
            samples.ResetWrittenCount();
        }
    }
}
