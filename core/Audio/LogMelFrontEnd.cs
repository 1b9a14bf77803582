using PlayCount.Audio.Spectra;

namespace PlayCount.Audio;

/// <summary>Mean and deviation of each mel band, in dB, in 4 spans of the clip; see <see cref="SpanPooling"/> for the order.</summary>
internal sealed class LogMelFrontEnd(int clipSamples) : IFrontEnd
{
    private readonly MelSpectrogram _spectrogram = new(clipSamples);

    public string Name => FrontEnds.LogMel;

    public int ValuesPerClip => SpanPooling.ValuesPerFeature * MelSpectrogram.Bands;

    public int ClipSamples => clipSamples;

    public bool Standardized => true;

    public void Compute(ReadOnlySpan<float> clip, Span<float> vector)
    {
        ClipCheck.Require(this, clip, vector);

        var decibels = _spectrogram.Compute(clip); // (frames, 128)
        SpanPooling.Pool(decibels, MelSpectrogram.Bands, vector); // (4, 2, 128)
    }
}
