using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace PlayCount.EndToEnd.Tests.Sample;

/// <summary>What an ear that knows where to listen measures of a song: a Fourier transform of the middle of each clip.</summary>
/// <param name="Averages">Per-song averages over the clips: level, registers' levels, pulse; no order in them.</param>
/// <param name="Slope">How brightness changes over the clips, dB.</param>
internal sealed record SongEar(double[] Averages, double Slope)
{
    private const int RateHz = 11_025;
    private const int ClipSamples = 5 * RateHz;
    private const int WindowSamples = 1 << 15;
    private const int PulseWindowSamples = 220;
    private const double LowEndsHz = 976.5;
    private const double MiddleEndsHz = 1795.5;

    private sealed record Clip(double LevelDb, double LowDb, double MiddleDb, double HighDb, double PulseDb);

    public static SongEar[] Hear(short[][] songs) => [.. songs.AsParallel().AsOrdered().Select(Hear)];

    public static SongEar Hear(short[] samples)
    {
        var clips = samples.Chunk(ClipSamples).Select(HearClip).ToArray();
        double[] averages =
        [
            clips.Average(clip => clip.LevelDb), clips.Average(clip => clip.LowDb), clips.Average(clip => clip.MiddleDb),
            clips.Average(clip => clip.HighDb), clips.Average(clip => clip.PulseDb),
        ];
        var slope = clips.Select((clip, place) => (place - (clips.Length - 1) / 2.0) * (clip.HighDb - clip.LowDb)).Sum();
        return new SongEar(averages, slope);
    }

    private static Clip HearClip(short[] samples)
    {
        var start = (samples.Length - WindowSamples) / 2;
        var spectrum = new Complex[WindowSamples];
        for (var i = 0; i < spectrum.Length; i++)
            spectrum[i] = samples[start + i] / 32768.0 * (0.5 - 0.5 * Math.Cos(2 * Math.PI * i / WindowSamples));
        Fourier.Forward(spectrum, FourierOptions.Matlab);
        return new Clip(
            Decibels(samples.Average(sample => (double)sample * sample)),
            Band(spectrum, 0, LowEndsHz), Band(spectrum, LowEndsHz, MiddleEndsHz), Band(spectrum, MiddleEndsHz, RateHz / 2.0),
            Pulse(samples.AsSpan(start, WindowSamples)));
    }

    private static double Band(Complex[] spectrum, double fromHz, double toHz)
    {
        var binHz = (double)RateHz / WindowSamples;
        var power = 0.0;
        for (var bin = (int)Math.Ceiling(fromHz / binHz); bin < toHz / binHz; bin++)
            power += spectrum[bin].Magnitude * spectrum[bin].Magnitude;
        return Decibels(power);
    }

    private static double Pulse(ReadOnlySpan<short> samples)
    {
        var levels = new List<double>();
        for (var start = 0; start + PulseWindowSamples <= samples.Length; start += PulseWindowSamples)
        {
            var power = 0.0;
            foreach (var sample in samples.Slice(start, PulseWindowSamples))
                power += (double)sample * sample;
            levels.Add(Decibels(power));
        }

        var mean = levels.Average();
        return Math.Sqrt(levels.Average(level => (level - mean) * (level - mean)));
    }

    private static double Decibels(double power) => 10 * Math.Log10(power + 1e-9);
}
