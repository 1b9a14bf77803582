using System.Globalization;

namespace PlayCount.Audio.Decoding;

/// <summary>A song as one channel, block by block: the mean of its channels, checked against the limits on the way.</summary>
internal sealed class MonoReader
{
    /// <summary>Interleaved samples decoded at once; 256 KiB of floats.</summary>
    private const int BlockSamples = 65_536;

    private readonly IAudioDecoder _decoder;
    private readonly DecodingLimits _limits;
    private readonly float[] _interleaved;
    private readonly float[] _mono;
    private long _frames;

    /// <exception cref="InvalidDataException">The channels, the sample rate or the stated length are beyond the limits.</exception>
    public MonoReader(IAudioDecoder decoder, DecodingLimits limits)
    {
        (_decoder, _limits) = (decoder, limits);
        if (decoder.Channels is < 1 or > DecodingLimits.MaxChannels)
            throw new InvalidDataException($"has {decoder.Channels} channels; 1 to {DecodingLimits.MaxChannels} are mixed");
        // A header's rate has no sign; a decoder gives what is over 2^31 as a negative number.
        if (decoder.SampleRateHz is < PolyphaseResampler.MinHz or > PolyphaseResampler.MaxHz)
        {
            throw new InvalidDataException(
                $"has {(uint)decoder.SampleRateHz} samples a second; "
                + $"{PolyphaseResampler.MinHz} to {PolyphaseResampler.MaxHz} are resampled");
        }

        CheckLength(decoder.StatedFrames ?? 0);
        _mono = new float[BlockSamples / decoder.Channels];
        _interleaved = decoder.Channels == 1 ? _mono : new float[_mono.Length * decoder.Channels];
    }

    /// <summary>Frames decoded so far.</summary>
    public long Frames => _frames;

    /// <summary>Decodes the next block.</summary>
    /// <returns>Shape (frames), valid until the next call; empty at the end.</returns>
    /// <exception cref="InvalidDataException">A sample is no number, the song is longer than the limit, or the file is damaged.</exception>
    public ReadOnlySpan<float> ReadBlock()
    {
        var frames = _decoder.ReadFrames(_interleaved);
        var mono = _mono.AsSpan(0, frames);
        if (_decoder.Channels > 1)
            Mix(_interleaved, _decoder.Channels, mono);
        CheckFinite(mono);
        CheckLength(_frames += frames);
        return mono;
    }

    private static void Mix(ReadOnlySpan<float> interleaved, int channels, Span<float> mono)
    {
        for (var frame = 0; frame < mono.Length; frame++)
        {
            var sum = 0f;
            foreach (var sample in interleaved.Slice(frame * channels, channels))
                sum += sample;
            mono[frame] = sum / channels;
        }
    }

    private void CheckFinite(ReadOnlySpan<float> mono)
    {
        for (var i = 0; i < mono.Length; i++)
        {
            if (!float.IsFinite(mono[i]))
                throw new InvalidDataException($"holds a sample that is no finite number at {Seconds(_frames + i)} s");
        }
    }

    private void CheckLength(long frames)
    {
        if (frames > _limits.MaxDecodedSeconds * _decoder.SampleRateHz)
        {
            var shown = _decoder.StatedFrames is { } stated ? $"lasts {Seconds(stated)} s" : $"lasts longer than {Seconds(frames)} s";
            throw new InvalidDataException(
                string.Create(CultureInfo.InvariantCulture, $"{shown}; the limit is {_limits.MaxDecodedSeconds} s"));
        }
    }

    private string Seconds(long frames) => ((double)frames / _decoder.SampleRateHz).ToString("0.###", CultureInfo.InvariantCulture);
}
