using System.Buffers.Binary;

namespace NAudio.Wave;

/// <summary>Bytes of PCM or IEEE float as 32-bit floats.</summary>
internal sealed class ConvertedSamples : ISampleProvider
{
    private readonly IWaveProvider _source;
    private readonly int _bytesPerSample;
    private byte[] _bytes = [];

    public ConvertedSamples(IWaveProvider source)
    {
        _source = source;
        _bytesPerSample = source.WaveFormat.BitsPerSample / 8;
        WaveFormat = WaveFormat.CreateIeeeFloatWaveFormat(source.WaveFormat.SampleRate, source.WaveFormat.Channels);
    }

    public WaveFormat WaveFormat { get; }

    public int Read(Span<float> buffer)
    {
        var wanted = buffer.Length * _bytesPerSample;
        if (_bytes.Length < wanted)
            _bytes = new byte[wanted];
        var samples = _source.Read(_bytes.AsSpan(0, wanted)) / _bytesPerSample;
        Convert(_bytes.AsSpan(0, samples * _bytesPerSample), buffer[..samples]);
        return samples;
    }

    private void Convert(ReadOnlySpan<byte> bytes, Span<float> samples)
    {
        switch (_bytesPerSample, _source.WaveFormat.StandardEncoding)
        {
            case (1, _):
                for (var i = 0; i < samples.Length; i++)
                    samples[i] = (bytes[i] - 128) / 128f;
                break;
            case (2, _):
                for (var i = 0; i < samples.Length; i++)
                    samples[i] = BinaryPrimitives.ReadInt16LittleEndian(bytes[(2 * i)..]) / 32768f;
                break;
            case (3, _):
                for (var i = 0; i < samples.Length; i++)
                    samples[i] = ((bytes[3 * i] << 8 | bytes[3 * i + 1] << 16 | bytes[3 * i + 2] << 24) >> 8) / 8388608f;
                break;
            case (4, WaveFormatEncoding.Pcm):
                for (var i = 0; i < samples.Length; i++)
                    samples[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(4 * i)..]) / 2147483648f;
                break;
            case (4, _):
                for (var i = 0; i < samples.Length; i++)
                    samples[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..]);
                break;
            default:
                for (var i = 0; i < samples.Length; i++)
                    samples[i] = (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes[(8 * i)..]);
                break;
        }
    }
}
