using NAudio.Wave;

namespace PlayCount.Audio.Decoding;

/// <summary>WAV through NAudio: PCM of 8, 16, 24 and 32 bits, IEEE float of 32 and 64.</summary>
internal sealed class WavDecoder : IAudioDecoder
{
    private readonly WaveStream _bytes;
    private readonly ISampleProvider _samples;

    private WavDecoder(WaveStream bytes, long dataBytes)
    {
        _bytes = bytes;
        _samples = Understood(bytes.ToSampleProvider);
        var format = bytes.WaveFormat;
        if (format.BlockAlign != format.Channels * format.BitsPerSample / 8)
        {
            throw new InvalidDataException(
                $"its format says blocks of {format.BlockAlign} bytes for {format.Channels} channels of {format.BitsPerSample} bits");
        }

        StatedFrames = dataBytes / format.BlockAlign;
    }

    public int SampleRateHz => _bytes.WaveFormat.SampleRate;

    public int Channels => _bytes.WaveFormat.Channels;

    public long? StatedFrames { get; }

    /// <summary>Opens a RIFF or RF64 file.</summary>
    /// <exception cref="InvalidDataException">The file is truncated, malformed or of an encoding that is not decoded.</exception>
    public static WavDecoder Open(Stream stream)
    {
        var data = WavData.Find(stream);
        stream.Position = 0;
        var reader = Understood(() => new WaveFileReader(stream));
        if (!data.IsStreamed)
            return new WavDecoder(reader, data.Bytes);
        stream.Position = data.Position;
        return new WavDecoder(new RawSourceWaveStream(stream, reader.WaveFormat), data.Bytes);
    }

    public int ReadFrames(Span<float> interleaved) =>
        _samples.Read(interleaved[..(interleaved.Length / Channels * Channels)]) / Channels;

    public void Dispose() => _bytes.Dispose();

    private static T Understood<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure)
            when (failure is FormatException or InvalidDataException or ArgumentException or InvalidOperationException)
        {
            throw new InvalidDataException(
                $"no WAV file of PCM (8, 16, 24, 32 bits) or IEEE float (32, 64 bits): {failure.Message}", failure);
        }
    }
}
