using System.Buffers;

namespace PlayCount.Audio.Decoding;

/// <summary>A song as one channel at 22,050 Hz, not yet clamped to [-1, 1], block by block: it is never in memory as a whole.</summary>
internal sealed class SongReader : IDisposable
{
    private readonly IAudioDecoder _decoder;
    private readonly MonoReader _mono;
    private readonly PolyphaseResampler _resampler;
    private bool _isFinished;

    /// <inheritdoc cref="SongDecoder.Decode" path="/exception"/>
    public SongReader(Stream stream, string extension, DecodingLimits limits)
    {
        _decoder = AudioDecoders.Open(stream, extension);
        try
        {
            _mono = new MonoReader(_decoder, limits);
            _resampler = new PolyphaseResampler(_decoder.SampleRateHz, ClipCutter.SampleRateHz);
        }
        catch
        {
            _decoder.Dispose();
            throw;
        }
    }

    /// <summary>Decodes the next block.</summary>
    /// <param name="samples">Is given the samples, which may be none.</param>
    /// <returns>False once all was read.</returns>
    /// <inheritdoc cref="SongDecoder.Decode" path="/exception"/>
    public bool Read(IBufferWriter<float> samples)
    {
        if (_isFinished)
            return false;
        var block = _mono.ReadBlock();
        _isFinished = block.IsEmpty;
        if (_isFinished && _mono.Frames == 0)
            throw new InvalidDataException("holds no samples");
        if (_isFinished)
            _resampler.Finish(samples);
        else
            _resampler.Write(block, samples);
        return true;
    }

    public void Dispose() => _decoder.Dispose();
}
