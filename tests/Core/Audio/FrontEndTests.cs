using PlayCount.Audio;
using PlayCount.Audio.Spectra;

namespace PlayCount.Core.Tests;

public sealed class FrontEndTests
{
    private const int FiveSeconds = 110_250;
    private const float FloorDecibels = -100; // 10 log10(1e-10)
    private const float OneRounding = 1e-5f; // of a 32-bit number between 64 and 128

    [Theory]
    [InlineData("raw", FiveSeconds, 110_250, false)]
    [InlineData("raw", 1, 1, false)]
    [InlineData("log-mel", FiveSeconds, 1_024, true)]
    [InlineData("log-mel", 1_536, 1_024, true)]
    [InlineData("log-mel-full", FiveSeconds, 216 * 128, true)]
    [InlineData("log-mel-full", 111_168, 218 * 128, true)]
    [InlineData("log-mel-full", 1_536, 4 * 128, true)]
    [InlineData("mfcc", FiveSeconds, 160, true)]
    public void Has_the_stated_length(string name, int clipSamples, int values, bool standardized)
    {
        var frontEnd = FrontEnds.Create(name, clipSamples);

        Assert.Equal((name, clipSamples, values), (frontEnd.Name, frontEnd.ClipSamples, frontEnd.ValuesPerClip));
        Assert.Equal(standardized, frontEnd.Standardized);
        Assert.Contains(name, FrontEnds.Names);
    }

    [Fact]
    public void Gives_the_samples_themselves_as_raw() => Assert.Equal([0.5f, -1, 0.25f], Vector("raw", [0.5f, -1, 0.25f]));

    [Fact]
    public void Puts_silence_at_the_floor()
    {
        var silence = new float[FiveSeconds];

        var logMel = Vector("log-mel", silence);
        var mfcc = Vector("mfcc", silence);

        Assert.All(Enumerable.Range(0, 1_024), i => Assert.Equal(i / 128 % 2 == 0 ? FloorDecibels : 0, logMel[i], OneRounding));
        Assert.All(Enumerable.Range(0, 160), i => Assert.Equal(i % 40 == 0 ? FloorDecibels * MathF.Sqrt(128) : 0, mfcc[i], 2e-4f));
    }

    [Fact]
    public void Gives_a_pure_tone_the_power_that_theory_says_in_the_band_it_belongs_to()
    {
        // On bin 186 a sine of amplitude A has power (A/2 * sum of the window)^2 = (512 A)^2, and a quarter of it on either side (Hann).
        // The triangles of neighbours, made 1 high again, add up to 1 at every frequency.
        const int Bin = 186;
        const double Amplitude = 0.8;
        const double BinHz = 22_050 / 2048.0;
        const double MelOfTop = 49.91059448015905;
        var tone = Tone.Make(Bin * BinHz, 22_050, FiveSeconds, Amplitude);
        double EdgeHz(int edge) => MelScale.ToHz(MelOfTop * edge / 129);

        var frame = Vector("log-mel-full", tone).AsSpan(100 * 128, 128).ToArray();

        var loudest = Array.IndexOf(frame, frame.Max());
        Assert.InRange(Bin * BinHz, EdgeHz(loudest), EdgeHz(loudest + 2));
        var power = frame.Select((decibels, band) => Math.Pow(10, decibels / 10) * (EdgeHz(band + 2) - EdgeHz(band)) / 2).Sum();
        Assert.Equal(1, power / (1.5 * Math.Pow(512 * Amplitude, 2)), 1e-5); // the 80 dB floor of 124 bands, and 32-bit dB
    }

    [Fact]
    public void Reaches_at_most_80_dB_under_the_loudest_value_of_the_clip()
    {
        var tone = Tone.Make(5_000, 22_050, FiveSeconds);

        var values = Vector("log-mel-full", tone);

        Assert.Equal(80, values.Max() - values.Min(), OneRounding);
    }

    [Fact]
    public void Centres_frame_k_on_sample_512_k()
    {
        var click = new float[FiveSeconds];
        click[40 * 512] = 1;

        var values = Vector("log-mel-full", click);

        var loudness = Enumerable.Range(0, 216).Select(frame => values[frame * 128]).ToArray();
        Assert.Equal(40, Array.IndexOf(loudness, loudness.Max()));
        Assert.Equal(loudness[39], loudness[41], OneRounding); // the window falls to 1/2 there, and power to 1/4
        Assert.Equal(10 * Math.Log10(4), loudness[40] - loudness[39], 2 * OneRounding);
    }

    [Fact]
    public void Sees_what_changes_from_one_span_to_the_next()
    {
        var rising = Tone.Make(3_000, 22_050, FiveSeconds, 1);
        for (var n = 0; n < rising.Length; n++)
            rising[n] *= n < FiveSeconds / 2 ? 0.1f : 1;

        var values = Vector("log-mel", rising);

        var means = Enumerable.Range(0, 4).Select(span => values.Skip(span * 256).Take(128).Max()).ToArray();
        Assert.Equal(20, means[3] - means[0], 0.2); // 10 times the amplitude; the clip's ends weaken the outer frames
        Assert.True(means[1] < means[2]);
    }

    [Theory]
    [InlineData("log-mel")]
    [InlineData("log-mel-full")]
    [InlineData("mfcc")]
    public void Gives_finite_numbers_at_full_scale_and_beyond(string name)
    {
        var square = Enumerable.Range(0, 22_050).Select(n => n / 7 % 2 == 0 ? 1f : -1f).ToArray();
        var huge = Enumerable.Range(0, 22_050).Select(n => n / 3 % 2 == 0 ? float.MaxValue : -float.MaxValue).ToArray();
        var tiny = Enumerable.Repeat(float.Epsilon, 22_050).ToArray();

        Assert.All(new[] { square, huge, tiny }, clip => Assert.All(Vector(name, clip), value => Assert.True(float.IsFinite(value))));
    }

    [Theory]
    [InlineData("log-mel")]
    [InlineData("log-mel-full")]
    [InlineData("mfcc")]
    [InlineData("raw")]
    public void Keeps_nothing_of_the_clip_before(string name)
    {
        var (one, other) = (Tone.Make(700, 22_050, 30_001), Tone.Make(4_321, 22_050, 30_001, 0.01));
        var frontEnd = FrontEnds.Create(name, 30_001);
        var vector = new float[frontEnd.ValuesPerClip];

        frontEnd.Compute(one, vector);
        frontEnd.Compute(other, vector);

        Assert.Equal(Vector(name, other), vector);
    }

    [Theory]
    [InlineData("log-mel", 1_535)]
    [InlineData("log-mel-full", 1_535)]
    [InlineData("mfcc", 1_535)]
    [InlineData("raw", 0)]
    [InlineData("raw", -1)]
    [InlineData("log-mel", int.MaxValue)]
    public void Refuses_clips_that_are_too_short_or_too_long(string name, int clipSamples) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => FrontEnds.Create(name, clipSamples));

    [Fact]
    public void Names_what_there_is_when_it_is_asked_for_another()
    {
        var error = Assert.Throws<ArgumentException>(() => FrontEnds.Create("LOG-MEL\n", 22_050));

        Assert.Contains("'LOG-MEL\\u000a' is no front end: raw, log-mel, log-mel-full, mfcc are.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("raw", float.NaN)]
    [InlineData("log-mel", float.NaN)]
    [InlineData("mfcc", float.PositiveInfinity)]
    public void Refuses_samples_that_are_no_numbers(string name, float sample)
    {
        var clip = new float[2_000];
        clip[77] = sample;

        Assert.Contains("Sample 77", Assert.Throws<ArgumentException>(() => Vector(name, clip)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_clips_and_vectors_of_another_length()
    {
        var frontEnd = FrontEnds.Create("log-mel", 2_000);

        Assert.Throws<ArgumentException>(() => frontEnd.Compute(new float[1_999], new float[1_024]));
        Assert.Throws<ArgumentException>(() => frontEnd.Compute(new float[2_000], new float[1_025]));
    }

    private static float[] Vector(string name, float[] clip)
    {
        var frontEnd = FrontEnds.Create(name, clip.Length);
        var vector = new float[frontEnd.ValuesPerClip];
        frontEnd.Compute(clip, vector);
        return vector;
    }
}
