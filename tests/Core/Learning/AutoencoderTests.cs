using PlayCount.Learning;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Training;

namespace PlayCount.Core.Tests.Learning;

/// <summary>Clips of 12 numbers that 2 hidden ones tell, but for noise of variance 0.01.</summary>
public sealed class AutoencoderTests
{
    private const int Inputs = 12, Hidden = 2, Songs = 30, ClipsPerSong = 10;

    /// <summary>The mean as reconstruction errs by the variance, 1 after standardizing; the noise alone by less than 0.01.</summary>
    private const double WellReconstructed = 0.1;

    [Fact]
    public void Reconstructs_planted_clips_of_low_rank_far_better_than_their_mean()
    {
        var clips = Planted();

        var (_, errors) = Autoencoder.Fit(clips, Enumerable.Range(0, Songs), Hidden, new Rng(1));

        Assert.InRange(errors[0], WellReconstructed, 2);
        Assert.InRange(errors[^1], 0, WellReconstructed);
    }

    [Fact]
    public void Reads_no_number_of_other_songs()
    {
        int[] songs = [.. Enumerable.Range(0, Songs - 1)];

        var weights = Weights(Planted(), songs);

        Assert.Equal(weights, Weights(Planted(last: float.NaN), songs));
        Assert.NotEqual(weights, Weights(Planted(last: 2), [.. songs, Songs - 1]));
    }

    [Fact]
    public void Gives_the_same_bits_at_one_and_two_threads()
    {
        var clips = Small.Clips<float>(4, 20, 3_000); // products that are worth sharing: 32 x 3,000 x 50 multiply-adds

        var (one, _) = Autoencoder.Fit(clips, [0, 1, 2, 3], 50, new Rng(1), threads: 1);
        var (two, _) = Autoencoder.Fit(clips, [0, 1, 2, 3], 50, new Rng(1), threads: 2);

        Assert.Equal(one.WeightMemory.ToArray(), two.WeightMemory.ToArray());
    }

    [Fact]
    public void A_code_is_the_tanh_of_a_linear_map_of_its_clip()
    {
        var encoder = new Encoder(new EncoderSpec(2, 1), [0.5f, -1, 0.25f]);
        var clips = new ClipSet<float>(2);
        clips.Add([]);
        clips.Add([1, 2, 3, 4]);

        var codes = encoder.Encode(clips);

        Assert.Equal([0, 2], codes.ClipsPerSong);
        Assert.Equal(Math.Tanh(0.5 - 2 + 0.25), codes[1][0], 1e-6);
        Assert.Equal(Math.Tanh(1.5 - 4 + 0.25), codes[1][1], 1e-6);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(1 << 20, 1 << 20)]
    [InlineData((1 << 20) + 1, 1)]
    public void Sizes_out_of_range_are_refused(int inputs, int units) =>
        Assert.Throws<ArgumentException>(() => new EncoderSpec(inputs, units).Checked());

    [Fact]
    public void Other_clips_other_weights_and_no_clips_are_refused()
    {
        var encoder = new Encoder(new EncoderSpec(2, 1), [1, 2, 3]);

        Assert.Throws<ArgumentException>(() => encoder.Encode(new ClipSet<float>(3)));
        Assert.Throws<ArgumentException>(() => new Encoder(new EncoderSpec(2, 1), [1, 2]));
        Assert.Throws<ArgumentException>(() => Autoencoder.Fit(new ClipSet<float>(2), [], 1, new Rng(1)));
    }

    private static float[] Weights(ClipSet<float> clips, int[] songs) =>
        Autoencoder.Fit(clips, songs, Hidden, new Rng(1)).Encoder.WeightMemory.ToArray();

    private static ClipSet<float> Planted(float? last = null)
    {
        var rng = new Rng(7);
        var mixing = Enumerable.Range(0, Inputs * Hidden).Select(_ => rng.NextGaussian()).ToArray();
        var clips = new ClipSet<float>(Inputs);
        for (var song = 0; song < Songs; song++)
        {
            var values = new float[ClipsPerSong * Inputs];
            for (var clip = 0; clip < ClipsPerSong; clip++)
            {
                var (first, second) = (rng.NextGaussian(), rng.NextGaussian());
                for (var i = 0; i < Inputs; i++)
                {
                    var (a, b) = (mixing[2 * i], mixing[(2 * i) + 1]);
                    values[(clip * Inputs) + i] = (float)((((a * first) + (b * second)) / Math.Sqrt((a * a) + (b * b)))
                        + (0.1 * rng.NextGaussian()));
                }
            }

            if (song == Songs - 1 && last is { } number)
                Array.Fill(values, number);
            clips.Add(values);
        }

        return clips;
    }
}
