using PlayCount.Audio.Spectra;

namespace PlayCount.Audio;

/// <summary>20 mel-frequency cepstral coefficients, pooled as <see cref="LogMelFrontEnd"/> pools its bands.</summary>
internal sealed class MfccFrontEnd(int clipSamples) : IFrontEnd
{
    private const int Coefficients = 20;

    private readonly MelSpectrogram _spectrogram = new(clipSamples);
    private readonly CosineTransform _transform = new(MelSpectrogram.Bands, Coefficients);
    private readonly double[] _cepstrum = new double[MelSpectrogram.FramesOf(clipSamples) * Coefficients];

    public string Name => FrontEnds.Mfcc;

    public int ValuesPerClip => SpanPooling.ValuesPerFeature * Coefficients;

    public int ClipSamples => clipSamples;

    public bool Standardized => true;

    public void Compute(ReadOnlySpan<float> clip, Span<float> vector)
    {
        ClipCheck.Require(this, clip, vector);

        var decibels = _spectrogram.Compute(clip); // (frames, 128)
        for (var frame = 0; frame < _spectrogram.Frames; frame++)
        {
            _transform.Apply(
                decibels.Slice(frame * MelSpectrogram.Bands, MelSpectrogram.Bands),
                _cepstrum.AsSpan(frame * Coefficients, Coefficients)); // (frames, 20)
        }

        SpanPooling.Pool(_cepstrum, Coefficients, vector); // (4, 2, 20)
    }
}
