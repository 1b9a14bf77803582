using PlayCount.Audio;

namespace PlayCount.Core.Tests;

/// <summary>What the resampling filter does to tones, constants, pulses; the limits are those its documentation promises.</summary>
public sealed class ResamplerFilterTests
{
    private const double MaxRippleDecibels = 0.1;
    private const double MaxLeakDecibels = -100;

    // The filter reaches 80 samples of the lower rate to either side; twice that is surely away from the signal's ends.
    private const int EdgeInLowerPeriods = 160;

    /// <summary>Rates of music, odd ones whose table is interpolated, and both extremes.</summary>
    public static TheoryData<int, int> Rates => new()
    {
        { 44_100, 22_050 }, { 48_000, 22_050 }, { 192_000, 22_050 }, { 32_000, 22_050 }, { 37_123, 22_050 },
        { 11_025, 22_050 }, { 8_000, 22_050 }, { 16_000, 22_050 }, { 384_000, 1_000 }, { 1_000, 22_050 }, { 7_919, 7_907 },
    };

    [Theory]
    [MemberData(nameof(Rates))]
    public void Keeps_tones_up_to_45_percent_of_the_lower_rate_and_adds_no_image(int fromHz, int toHz)
    {
        var lower = Math.Min(fromHz, toHz);

        foreach (var share in new[] { 0.01, 0.111, 0.25, 0.4, 0.45 })
        {
            var output = Resampled(share * lower, fromHz, toHz);
            var (amplitude, restRms) = Tone.Fit(output, share * lower, toHz);

            Assert.InRange(Tone.Decibels(amplitude / 0.5), -MaxRippleDecibels, MaxRippleDecibels);
            Assert.InRange(Tone.Decibels(restRms / (0.5 / Math.Sqrt(2))), -400, MaxLeakDecibels);
        }
    }

    [Theory]
    [InlineData(44_100, 22_050)]
    [InlineData(48_000, 22_050)]
    [InlineData(192_000, 22_050)]
    [InlineData(37_123, 22_050)]
    [InlineData(384_000, 1_000)]
    [InlineData(32_000, 22_050)]
    public void Silences_tones_above_half_the_output_rate(int fromHz, int toHz)
    {
        // From half the output rate up to half the input rate, denser near the filter's edge.
        foreach (var place in new[] { 0, 0.001, 0.01, 0.05, 0.1, 0.3, 0.5, 0.77, 0.99 })
        {
            var frequencyHz = toHz / 2.0 + place * (fromHz - toHz) / 2;

            var output = Resampled(frequencyHz, fromHz, toHz);

            Assert.InRange(Tone.Decibels(Tone.Rms(output) / (0.5 / Math.Sqrt(2)) + 1e-20), -400, MaxLeakDecibels);
        }
    }

    [Theory]
    [MemberData(nameof(Rates))]
    public void Leaves_a_constant_as_it_is(int fromHz, int toHz)
    {
        const float Level = 0.7f;
        const float OneRounding = 6e-8f; // of a 32-bit number between 0.5 and 1
        var input = new float[Samples(fromHz, toHz)];
        Array.Fill(input, Level);

        var output = Middle(PolyphaseResampler.Resample(input, fromHz, toHz), fromHz, toHz);

        Assert.All(output, value => Assert.InRange(value, Level - OneRounding, Level + OneRounding));
    }

    [Theory]
    [MemberData(nameof(Rates))]
    public void Places_output_n_at_n_over_the_output_rate(int fromHz, int toHz)
    {
        // A Gaussian pulse is band-limited for all purposes: at 0.3 of the rate this one is 140 dB down.
        const double PulseWidthInLowerPeriods = 3;
        const double Tolerance = 2e-5; // twice the -100 dB of the filter
        var width = PulseWidthInLowerPeriods / Math.Min(fromHz, toHz);
        var middle = Samples(fromHz, toHz) / 2.0 / fromHz + 0.318 / fromHz;
        double Pulse(double time) => Math.Exp(-Math.Pow((time - middle) / width, 2) / 2);
        var input = Enumerable.Range(0, Samples(fromHz, toHz)).Select(n => (float)Pulse((double)n / fromHz)).ToArray();

        var output = PolyphaseResampler.Resample(input, fromHz, toHz);

        Assert.All(Enumerable.Range(0, output.Length), n => Assert.InRange(output[n] - Pulse((double)n / toHz), -Tolerance, Tolerance));
    }

    [Fact]
    public void Spreads_an_impulse_evenly_to_both_sides_of_its_time()
    {
        const int Up = 3;
        var input = new float[401];
        input[200] = 1;

        var output = PolyphaseResampler.Resample(input, 8_000, 8_000 * Up);

        var peak = 200 * Up;
        Assert.Equal(output.Max(), output[peak]);
        Assert.All(Enumerable.Range(1, 200), n => Assert.Equal(output[peak - n], output[peak + n], 1e-7f));
    }

    private static float[] Resampled(double frequencyHz, int fromHz, int toHz) => Middle(
        PolyphaseResampler.Resample(Tone.Make(frequencyHz, fromHz, Samples(fromHz, toHz)), fromHz, toHz), fromHz, toHz);

    // 1,000 samples of the lower rate, at least.
    private static int Samples(int fromHz, int toHz) => (int)(1_000.0 * fromHz / Math.Min(fromHz, toHz));

    private static float[] Middle(float[] output, int fromHz, int toHz)
    {
        var edge = (int)((long)EdgeInLowerPeriods * toHz / Math.Min(fromHz, toHz));
        return output[edge..^edge];
    }
}
