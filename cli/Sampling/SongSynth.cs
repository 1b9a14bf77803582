namespace PlayCount.Cli.Sampling;

/// <summary>
/// Makes a song's samples: a hum of harmonics in three registers that pulses. Brightness moves the low register down and the high one
/// up; within a clip nothing changes, so that only the order of the clips tells which way the song goes.
/// </summary>
internal static class SongSynth
{
    /// <summary>Half of the rate the networks hear at.</summary>
    public const int SampleRateHz = 11_025;

    /// <summary>Exactly 5 s.</summary>
    public const int ClipSamples = 5 * SampleRateHz;

    // Every clip comes out of silence and goes back into it. Otherwise the sharp edge where two clips meet, and the ringing of the filter
    // that resamples the song, would tell in each clip what came before it, and the average of the clips would tell their order.
    private const int RestSamples = SampleRateHz / 40;
    private const int FadeSamples = SampleRateHz / 20;

    // 63 Hz and 4.2 Hz: whole numbers of waves and pulses fill a clip, so that all clips start alike.
    private const int WaveSamples = 175;
    private const int PulseSamples = 15 * WaveSamples;

    private const double LoudnessDb = -26;
    private const double LoudnessStepDb = 3;
    private const double BodyDb = -4;
    private const double BodyStepDb = 4;
    private const double PulseDepthDb = 4;
    private const double PulseDepthStepDb = 1;

    // Wide on purpose: the moving factor has to dominate what changes from clip to clip and song to song.
    private const double BrightnessStepDb = 15;
    private const double PulseDepthPerBrightnessDb = 2;

    // The top harmonic stays under 0.45 of the rate, where resampling leaves it alone.
    private static readonly double[] Low = Harmonics(1, 15);
    private static readonly double[] Middle = Harmonics(16, 28);
    private static readonly double[] High = Harmonics(29, 77);

    /// <summary>The song's samples, 16 bit, shape (6 clips * <see cref="ClipSamples"/>).</summary>
    /// <param name="sound">What it sounds like.</param>
    /// <param name="clipOrder">Which clip comes when: a permutation of 0..5.</param>
    /// <param name="dither">Random numbers of this song alone.</param>
    public static short[] Render(SongSound sound, ReadOnlySpan<int> clipOrder, SampleRandom dither)
    {
        var clips = new short[SongSound.Clips][];
        for (var clip = 0; clip < clips.Length; clip++)
            clips[clip] = RenderClip(OnePulse(sound, sound.Brightness(clip)), dither);

        var samples = new short[SongSound.Clips * ClipSamples];
        for (var place = 0; place < clipOrder.Length; place++)
            clips[clipOrder[place]].CopyTo(samples, place * ClipSamples);
        return samples;
    }

    private static double[] OnePulse(SongSound sound, double brightness)
    {
        var depthDb = PulseDepthDb + PulseDepthStepDb * sound.Pulse;
        var moved = PulseDepthPerBrightnessDb * brightness;
        var pulse = new double[PulseSamples];
        Add(pulse, Low, -BrightnessStepDb * brightness, depthDb - moved);
        Add(pulse, Middle, BodyDb + BodyStepDb * sound.Body, depthDb);
        Add(pulse, High, BrightnessStepDb * brightness, depthDb + moved);

        var wanted = Amplitude(LoudnessDb + LoudnessStepDb * sound.Loudness);
        var gain = wanted / Math.Sqrt(pulse.Average(value => value * value));
        return [.. pulse.Select(value => value * gain)];
    }

    private static void Add(double[] pulse, double[] wave, double levelDb, double depthDb)
    {
        for (var i = 0; i < pulse.Length; i++)
            pulse[i] += wave[i % WaveSamples] * Amplitude(levelDb + depthDb * Math.Sin(2 * Math.PI * i / PulseSamples));
    }

    private static short[] RenderClip(double[] pulse, SampleRandom dither)
    {
        var clip = new short[ClipSamples];
        for (var i = 0; i < clip.Length; i++)
        {
            var fade = Fade(Math.Min(i, ClipSamples - 1 - i));
            var value = fade == 0 ? 0 : short.MaxValue * fade * pulse[i % PulseSamples] + TriangularDither(dither);
            clip[i] = (short)Math.Clamp(Math.Round(value), short.MinValue, short.MaxValue);
        }

        return clip;
    }

    /// <summary>0 in the rest, 1 in the clip, half a cosine between.</summary>
    private static double Fade(int samplesToEdge) => (samplesToEdge - RestSamples) switch
    {
        <= 0 => 0,
        >= FadeSamples => 1,
        var within => 0.5 - 0.5 * Math.Cos(Math.PI * within / FadeSamples),
    };

    /// <summary>Within one step of the 16 bits, triangular: rounding errors become a faint even hiss.</summary>
    private static double TriangularDither(SampleRandom random)
    {
        const double Half = 1.0 / (1L << 32);
        var bits = random.NextBits();
        return (bits >> 32) * Half - (uint)bits * Half;
    }

    /// <summary>One wave of equal harmonics, RMS 1, phases after Schroeder so that no peak stands out.</summary>
    private static double[] Harmonics(int first, int last)
    {
        var count = last - first + 1;
        var wave = new double[WaveSamples];
        for (var harmonic = first; harmonic <= last; harmonic++)
        {
            var phase = -Math.PI * (harmonic - first) * (harmonic - first) / count;
            for (var i = 0; i < wave.Length; i++)
                wave[i] += Math.Sqrt(2.0 / count) * Math.Cos(2 * Math.PI * harmonic * i / WaveSamples + phase);
        }

        return wave;
    }

    private static double Amplitude(double decibels) => Math.Pow(10, decibels / 20);
}
