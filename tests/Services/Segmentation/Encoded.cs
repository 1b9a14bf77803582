using System.Globalization;
using System.Runtime.InteropServices;
using NAudio.Wave;
using PlayCount.Audio;
using PlayCount.Audio.Decoding;
using PlayCount.Tests;

namespace PlayCount.Services.Tests.Segmentation;

/// <summary>Sound encoded by ffmpeg or sox, decoded by the product and by ffmpeg.</summary>
internal static class Encoded
{
    /// <summary>7.3 s of stereo at 44,100 Hz: a chord with a slow swell, different on both sides.</summary>
    public static string WriteSource(string path)
    {
        const int RateHz = 44_100;
        const int Frames = RateHz * 73 / 10;
        var samples = new float[Frames * 2];
        for (var frame = 0; frame < Frames; frame++)
        {
            var time = (double)frame / RateHz;
            var swell = 0.5 + 0.4 * Sine(0.7, time);
            samples[2 * frame] = (float)(swell * (0.3 * Sine(440, time) + 0.2 * Sine(2_093, time)));
            samples[2 * frame + 1] = (float)(swell * (0.3 * Sine(330, time) + 0.1 * Sine(3_520, time)));
        }

        using var writer = new WaveFileWriter(path, WaveFormat.CreateIeeeFloatWaveFormat(RateHz, 2));
        writer.Write(MemoryMarshal.AsBytes(samples.AsSpan()));
        return path;
    }

    /// <summary>Encodes the source; the arguments stand between ffmpeg's input and its output.</summary>
    public static string Encode(string folder, string name, string arguments)
    {
        Outside.NeedsProgram("ffmpeg", "ffmpeg");
        var source = Path.Combine(folder, "source.wav");
        if (!File.Exists(source))
            WriteSource(source);
        var path = Path.Combine(folder, name);
        Outside.Run("ffmpeg", ["-v", "error", "-y", "-i", source, .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), path]);
        return path;
    }

    /// <summary>What the product makes of a file: the mean of its channels at its own rate.</summary>
    public static (float[] Mono, int RateHz) Decode(string path)
    {
        using var stream = File.OpenRead(path);
        using var decoder = AudioDecoders.Open(stream, Path.GetExtension(path).TrimStart('.'));
        var mono = new MonoReader(decoder, new DecodingLimits());
        var samples = new List<float>();
        for (var block = mono.ReadBlock(); !block.IsEmpty; block = mono.ReadBlock())
            samples.AddRange(block);
        return ([.. samples], decoder.SampleRateHz);
    }

    /// <summary>What ffmpeg makes of it: all channels as floats, mixed here.</summary>
    /// <param name="path">The file.</param>
    /// <param name="channels">Its channels.</param>
    /// <param name="decoder">ffmpeg's options that choose a decoder, or empty for its own.</param>
    public static float[] DecodeWithFfmpeg(string path, int channels, string decoder = "")
    {
        Outside.NeedsProgram("ffmpeg", "ffmpeg");
        var raw = path + ".f32";
        string[] options = decoder.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var count = channels.ToString(CultureInfo.InvariantCulture);
        Outside.Run("ffmpeg", ["-v", "error", "-y", .. options, "-i", path, "-f", "f32le", "-ac", count, raw]);
        var bytes = File.ReadAllBytes(raw);
        var mono = new float[bytes.Length / sizeof(float) / channels];
        for (var frame = 0; frame < mono.Length; frame++)
        {
            for (var channel = 0; channel < channels; channel++)
                mono[frame] += BitConverter.ToSingle(bytes, (frame * channels + channel) * sizeof(float)) / channels;
        }

        return mono;
    }

    /// <summary>Clips of 5 s that a song of so many samples gives at 22,050 Hz.</summary>
    public static int Clips(long samples, int rateHz) =>
        ClipCutter.CountClips((samples * ClipCutter.SampleRateHz + rateHz - 1) / rateHz, ClipCutter.DefaultClipSamples);

    private static double Sine(double hz, double time) => Math.Sin(2 * Math.PI * hz * time);
}
