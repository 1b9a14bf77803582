using PlayCount.Audio.Spectra;

namespace PlayCount.Audio;

/// <summary>Every frame of the mel spectrogram in dB: shape (frames, 128), frames = 1 + clip samples / 512.</summary>
internal sealed class LogMelFullFrontEnd(int clipSamples) : IFrontEnd
{
    private readonly MelSpectrogram _spectrogram = new(clipSamples);

    public string Name => FrontEnds.LogMelFull;

    public int ValuesPerClip => _spectrogram.Frames * MelSpectrogram.Bands;

    public int ClipSamples => clipSamples;

    public bool Standardized => true;

    public void Compute(ReadOnlySpan<float> clip, Span<float> vector)
    {
        ClipCheck.Require(this, clip, vector);

        var decibels = _spectrogram.Compute(clip); // (frames, 128)
        for (var i = 0; i < decibels.Length; i++)
            vector[i] = (float)decibels[i];
    }
}
