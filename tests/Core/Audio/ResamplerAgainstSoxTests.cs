using System.Runtime.InteropServices;
using PlayCount.Audio;
using PlayCount.Tests;

namespace PlayCount.Core.Tests;

[Trait("Set", "Full")]
public sealed class ResamplerAgainstSoxTests
{
    // Ours is flat to 1e-5 (-100 dB) and keeps images as low, sox keeps them under -175 dB.
    private const double MaxDifferenceDecibels = -100;

    // Of the lower rate. sox 14.4.2 itself starts to fall above it for some rates: 0.0006 dB, or -83 dB of difference, at 0.4125.
    private const double TopOfBothFlatBands = 0.4;

    [Theory]
    [InlineData(44_100, 22_050)]
    [InlineData(48_000, 22_050)]
    [InlineData(192_000, 22_050)]
    [InlineData(8_000, 22_050)]
    [InlineData(37_123, 22_050)]
    public void Agrees_with_sox_on_two_hundred_tones_of_the_pass_band(int fromHz, int toHz)
    {
        Outside.NeedsProgram("sox", "sox");
        var input = ManyTones(fromHz, TopOfBothFlatBands * Math.Min(fromHz, toHz));

        var expected = SoxResampled(input, fromHz, toHz);
        var output = PolyphaseResampler.Resample(input, fromHz, toHz);

        Assert.InRange(expected.Length - output.Length, -1, 1);
        var edge = toHz / 20; // the signal starts and stops at once: full-band clicks on which the two transition bands differ
        var difference = expected[edge..^edge].Zip(output[edge..], (theirs, ours) => theirs - ours).ToArray();
        Assert.InRange(Tone.Decibels(Tone.Rms(difference) / Tone.Rms(expected)), -400, MaxDifferenceDecibels);
    }

    private static float[] ManyTones(int rateHz, double topHz)
    {
        var random = new Random(3);
        var signal = new float[rateHz];
        for (var k = 0; k < 200; k++)
        {
            var (frequencyHz, phase) = (20 + random.NextDouble() * (topHz - 20), random.NextDouble() * 2 * Math.PI);
            for (var n = 0; n < signal.Length; n++)
                signal[n] += (float)(0.02 * Math.Sin(2 * Math.PI * frequencyHz * n / rateHz + phase));
        }

        return signal;
    }

    private static float[] SoxResampled(float[] input, int fromHz, int toHz)
    {
        var folder = Directory.CreateTempSubdirectory("playcount-sox-");
        try
        {
            var (from, to) = (Path.Combine(folder.FullName, "from.f32"), Path.Combine(folder.FullName, "to.f32"));
            File.WriteAllBytes(from, MemoryMarshal.AsBytes<float>(input).ToArray());
            Outside.Run("sox", "-D", "-t", "f32", "-r", $"{fromHz}", "-c", "1", from, "-t", "f32", to, "rate", "-v", $"{toHz}");
            return MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(to)).ToArray();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
