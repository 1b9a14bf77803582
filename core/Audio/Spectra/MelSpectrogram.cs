namespace PlayCount.Audio.Spectra;

/// <summary>The mel spectrogram of a clip at 22,050 Hz, in dB, with librosa's defaults.</summary>
/// <remarks>
/// Source: librosa's documentation (0.10 and later) of <c>feature.melspectrogram</c> and <c>power_to_db</c>: n_fft 2048, hop 512,
/// periodic Hann window, frames centred with zero padding, power 2, 128 Slaney bands; dB above power 1, floor 1e-10, at most 80 dB
/// under the clip's loudest value.
/// </remarks>
internal sealed class MelSpectrogram
{
    /// <summary>Mel bands.</summary>
    public const int Bands = 128;

    /// <summary>Samples of a frame.</summary>
    public const int FrameSamples = 2048;

    /// <summary>Samples from one frame's centre to the next.</summary>
    public const int HopSamples = 512;

    private const double MinPower = 1e-10;
    private const double MaxRangeDecibels = 80;

    private readonly RealFft _fft = new(FrameSamples);
    private readonly MelFilterBank _filters = new(Bands, FrameSamples, ClipCutter.SampleRateHz);
    private readonly double[] _window = PeriodicHann(FrameSamples);
    private readonly double[] _frame = new double[FrameSamples];
    private readonly double[] _power = new double[FrameSamples / 2 + 1];
    private readonly double[] _decibels; // (frames, 128)

    /// <summary>Makes room for clips of one length.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The clip has fewer than 4 frames.</exception>
    public MelSpectrogram(int clipSamples)
    {
        Frames = FramesOf(clipSamples);
        if (Frames < SpanPooling.Spans)
        {
            const int Needed = (SpanPooling.Spans - 1) * HopSamples;
            throw new ArgumentOutOfRangeException(
                nameof(clipSamples), $"A clip of {clipSamples} samples has {Frames} frames; {SpanPooling.Spans} need {Needed} samples.");
        }

        _decibels = new double[Frames * Bands];
    }

    /// <summary>Frames of a clip.</summary>
    public int Frames { get; }

    /// <summary>Frames of a clip of this length: one for each hop begun, and one at sample 0.</summary>
    public static int FramesOf(int clipSamples) => 1 + clipSamples / HopSamples;

    /// <summary>Computes the spectrogram.</summary>
    /// <param name="clip">Shape (clipSamples).</param>
    /// <returns>Shape (frames, 128), dB; valid until the next call.</returns>
    public ReadOnlySpan<double> Compute(ReadOnlySpan<float> clip)
    {
        for (var frame = 0; frame < Frames; frame++)
        {
            FillFrame(clip, frame * HopSamples - FrameSamples / 2);
            _fft.PowerSpectrum(_frame, _power); // (1025)
            _filters.Apply(_power, _decibels.AsSpan(frame * Bands, Bands)); // (128), still power
        }

        ToDecibels(_decibels);
        return _decibels;
    }

    private static double[] PeriodicHann(int length)
    {
        var window = new double[length];
        for (var n = 0; n < length; n++)
            window[n] = 0.5 - 0.5 * PortableMath.CosPi(2.0 * n / length);
        return window;
    }

    private void FillFrame(ReadOnlySpan<float> clip, int first)
    {
        var from = Math.Max(0, -first); // before it and from `to` on: the padding
        var to = Math.Min(FrameSamples, clip.Length - first);
        _frame.AsSpan(0, from).Clear();
        _frame.AsSpan(to).Clear();
        for (var n = from; n < to; n++)
            _frame[n] = _window[n] * clip[first + n];
    }

    private static void ToDecibels(Span<double> values)
    {
        var max = double.NegativeInfinity;
        foreach (ref var value in values)
        {
            value = 10 * PortableMath.Log10(Math.Max(value, MinPower));
            max = Math.Max(max, value);
        }

        foreach (ref var value in values)
            value = Math.Max(value, max - MaxRangeDecibels);
    }
}
