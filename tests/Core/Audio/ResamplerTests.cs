using System.Buffers;
using System.Runtime.InteropServices;
using PlayCount.Audio;

namespace PlayCount.Core.Tests;

public sealed class ResamplerTests
{
    [Theory]
    [InlineData(44_100, 22_050)]
    [InlineData(48_000, 22_050)]
    [InlineData(8_000, 22_050)]
    [InlineData(37_123, 22_050)]
    [InlineData(384_000, 1_000)]
    [InlineData(22_050, 22_050)]
    public void Gives_the_same_bits_in_chunks_of_any_size(int fromHz, int toHz)
    {
        var input = Noise(20_011);
        var whole = PolyphaseResampler.Resample(input, fromHz, toHz);

        foreach (var chunks in new[] { [1], [7, 0, 1_000], [4_096], [4_097, 3], new[] { 19_999 } })
            Assert.Equal(Bits(whole), Bits(InChunks(input, chunks, fromHz, toHz)));
    }

    [Theory]
    [InlineData(44_100, 22_050)]
    [InlineData(48_000, 22_050)]
    [InlineData(37_123, 22_050)]
    [InlineData(11_025, 22_050)]
    public void Gives_the_bits_of_sixteen_plain_sums_whatever_the_processor(int fromHz, int toHz)
    {
        var input = Noise(3_000);

        var output = PolyphaseResampler.Resample(input, fromHz, toHz);

        Assert.Equal(Bits(InPlainLoops(input, fromHz, toHz)), Bits(output));
    }

    [Theory]
    [InlineData(0, 44_100, 22_050, 0)]
    [InlineData(1, 44_100, 22_050, 1)]
    [InlineData(2, 44_100, 22_050, 1)]
    [InlineData(3, 44_100, 22_050, 2)]
    [InlineData(1, 11_025, 22_050, 2)]
    [InlineData(1, 1_000, 384_000, 384)]
    [InlineData(385, 384_000, 1_000, 2)]
    [InlineData(48_000, 48_000, 22_050, 22_050)]
    [InlineData(37_124, 37_123, 22_050, 22_051)]
    public void Gives_samples_times_the_ratio_rounded_up(int samples, int fromHz, int toHz, int expected) =>
        Assert.Equal(expected, PolyphaseResampler.Resample(new float[samples], fromHz, toHz).Length);

    [Fact]
    public void Passes_samples_through_when_the_rates_are_equal()
    {
        var input = Noise(999);

        Assert.Equal(Bits(input), Bits(PolyphaseResampler.Resample(input, 44_100, 44_100)));
    }

    [Theory]
    [InlineData(999, 22_050, "fromHz")]
    [InlineData(384_001, 22_050, "fromHz")]
    [InlineData(44_100, 0, "toHz")]
    [InlineData(44_100, -22_050, "toHz")]
    public void Refuses_rates_outside_1000_to_384000_Hz(int fromHz, int toHz, string parameter) =>
        Assert.Equal(parameter, Assert.Throws<ArgumentOutOfRangeException>(() => new PolyphaseResampler(fromHz, toHz)).ParamName);

    [Theory]
    [InlineData(383_999, 384_000)]
    [InlineData(384_000, 383_999)]
    [InlineData(384_000, 1_001)]
    [InlineData(384_000, 22_051)]
    [InlineData(383_987, 1_009)]
    public void Needs_at_most_16_MiB_for_any_pair_of_rates(int fromHz, int toHz)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();

        var resampler = new PolyphaseResampler(fromHz, toHz);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 16 << 20);
        GC.KeepAlive(resampler);
    }

    [Fact]
    public void Takes_no_samples_after_the_end()
    {
        var resampler = new PolyphaseResampler(44_100, 22_050);
        resampler.Finish(new ArrayBufferWriter<float>());

        Assert.Throws<InvalidOperationException>(() => resampler.Write([1f], new ArrayBufferWriter<float>()));
        Assert.Throws<InvalidOperationException>(() => resampler.Finish(new ArrayBufferWriter<float>()));
    }

    private static float[] InChunks(float[] input, int[] chunks, int fromHz, int toHz)
    {
        var resampler = new PolyphaseResampler(fromHz, toHz);
        var output = new ArrayBufferWriter<float>();
        for (var (at, turn) = (0, 0); at < input.Length; turn++)
        {
            var count = Math.Min(chunks[turn % chunks.Length], input.Length - at);
            resampler.Write(input.AsSpan(at, count), output);
            at += count;
        }

        resampler.Finish(output);
        return output.WrittenSpan.ToArray();
    }

    // Output n stands at input sample n from / to: before + phase / phases. Partial sum k takes the taps k, k + 16, k + 32...
    private static float[] InPlainLoops(float[] input, int fromHz, int toHz)
    {
        var phases = toHz / Enumerable.Range(1, toHz).Last(d => toHz % d == 0 && fromHz % d == 0);
        var table = new PhaseTable(fromHz, toHz, phases);
        return Enumerable.Range(0, (int)(((long)input.Length * toHz + fromHz - 1) / fromHz)).Select(n =>
        {
            var before = (int)((long)n * fromHz / toHz);
            var row = table.Row((int)((long)n * fromHz % toHz * phases / toHz), out var fraction);
            var value = PlainDot(input, before - table.Half + 1, table.Coefficients(row));
            return table.Interpolated
                ? (float)((1 - fraction) * value + fraction * PlainDot(input, before - table.Half + 1, table.Coefficients(row + 1)))
                : (float)value;
        }).ToArray();
    }

    private static double PlainDot(float[] input, int first, ReadOnlySpan<double> taps)
    {
        var sums = new double[16];
        for (var tap = 0; tap < taps.Length; tap++)
            sums[tap % 16] += taps[tap] * (first + tap >= 0 && first + tap < input.Length ? input[first + tap] : 0.0);
        var four = Enumerable.Range(0, 4).Select(k => sums[k] + sums[k + 4] + (sums[k + 8] + sums[k + 12])).ToArray();
        return four[0] + four[1] + (four[2] + four[3]);
    }

    private static float[] Noise(int samples)
    {
        var random = new Random(5);
        return Enumerable.Range(0, samples).Select(_ => random.NextSingle() * 2 - 1).ToArray();
    }

    private static byte[] Bits(float[] values) => MemoryMarshal.AsBytes<float>(values).ToArray();
}
