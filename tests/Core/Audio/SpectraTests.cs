using PlayCount.Audio.Spectra;

namespace PlayCount.Core.Tests;

/// <summary>The parts of the mel spectrogram against formulas and published numbers that need no other program.</summary>
public sealed class SpectraTests
{
    private const int SampleRateHz = 22_050;

    // About log2(2048) roundings of a double, relative to the largest value.
    private const double FftTolerance = 1e-13;

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(256)]
    [InlineData(2048)]
    public void Equals_the_sum_that_defines_the_transform(int length)
    {
        var random = new Random(length);
        var signal = Enumerable.Range(0, length).Select(_ => random.NextDouble() * 2 - 1).ToArray();
        var power = new double[length / 2 + 1];

        new RealFft(length).PowerSpectrum(signal, power);

        Assert.All(Enumerable.Range(0, power.Length), k => Assert.Equal(DefinedPower(signal, k), power[k], FftTolerance * length * length));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(1000)]
    public void Refuses_lengths_that_are_no_power_of_two(int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RealFft(length));

    // 60 Hz, 110 Hz, 3 mel: librosa's documentation of hz_to_mel and mel_to_hz. 1,000 Hz, and 27 mel for a factor of 6.4: Slaney.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(60, 0.9)]
    [InlineData(110, 1.65)]
    [InlineData(200, 3)]
    [InlineData(999.9999999, 14.9999999985)]
    [InlineData(1_000, 15)]
    [InlineData(6_400, 42)]
    [InlineData(11_025, 49.91059448015905)]
    public void Follows_Slaneys_mel_scale_on_both_sides_of_1000_Hz(double hz, double mel)
    {
        Assert.Equal(mel, MelScale.FromHz(hz), 1e-12);
        Assert.Equal(hz, MelScale.ToHz(mel), 1e-8);
    }

    [Fact]
    public void Has_the_weights_that_librosa_gives_for_the_first_bands()
    {
        // The first bins of librosa.filters.mel(sr=22050, n_fft=2048) in double precision, as the Rust crate mel_filter documents them.
        double[] first = [0, 0.016182853208219942, 0.032365706416439884, 0.028990088037379964, 0.012807234829160026, 0];
        double[] second =
            [0, 0, 0, 0.009779235793639925, 0.025962089001859864, 0.035393705451959974, 0.01921085224374004, 0.003027999035520103, 0];

        var filters = new MelFilterBank(128, 2048, SampleRateHz);

        Assert.All(Enumerable.Range(0, first.Length), bin => Assert.Equal(first[bin], filters.Weight(0, bin), 1e-15));
        Assert.All(Enumerable.Range(0, second.Length), bin => Assert.Equal(second[bin], filters.Weight(1, bin), 1e-15));
    }

    [Fact]
    public void Turns_a_constant_into_one_coefficient()
    {
        var coefficients = new double[20];

        new CosineTransform(128, 20).Apply(Enumerable.Repeat(-3.0, 128).ToArray(), coefficients);

        Assert.Equal(-3 * Math.Sqrt(128), coefficients[0], 1e-12);
        Assert.All(coefficients[1..], value => Assert.Equal(0, value, 1e-12));
    }

    [Fact]
    public void Turns_a_cosine_into_its_own_coefficient()
    {
        var coefficients = new double[8];
        var cosine = Enumerable.Range(0, 16).Select(n => Math.Cos(Math.PI * 5 * (2 * n + 1) / 32)).ToArray();

        new CosineTransform(16, 8).Apply(cosine, coefficients);

        Assert.Equal(Math.Sqrt(16 / 2.0), coefficients[5], 1e-13); // its length: half of 16 squares
        Assert.All(coefficients.Where((_, k) => k != 5), value => Assert.Equal(0, value, 1e-13));
    }

    [Fact]
    public void Pools_seven_frames_as_one_two_two_and_two()
    {
        // Two features: f and -10 f in frame f. Spans: {0}, {1, 2}, {3, 4}, {5, 6}.
        var values = Enumerable.Range(0, 7).SelectMany(f => new[] { f, -10.0 * f }).ToArray();
        var pooled = new float[4 * 2 * 2];

        SpanPooling.Pool(values, 2, pooled);

        Assert.Equal([0, 0, 0, 0, 1.5f, -15, 0.5f, 5, 3.5f, -35, 0.5f, 5, 5.5f, -55, 0.5f, 5], pooled);
    }

    private static double DefinedPower(double[] signal, int k)
    {
        var (re, im) = (0.0, 0.0);
        for (var n = 0; n < signal.Length; n++)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * ((long)k * n % signal.Length) / signal.Length);
            re += signal[n] * cos;
            im -= signal[n] * sin;
        }

        return re * re + im * im;
    }
}
