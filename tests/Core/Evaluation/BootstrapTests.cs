using PlayCount.Learning;
using PlayCount.Learning.Evaluation;

namespace PlayCount.Core.Tests.Evaluation;

public sealed class BootstrapTests
{
    private const int Trials = 400;

    /// <summary>Sum of the same few numbers in another order.</summary>
    private const double Rounding = 1e-12;

    [Theory]
    [InlineData(12, 0.0)]
    [InlineData(40, 0.4)]
    public void Covers_the_truth_in_95_of_100_normal_samples(int songs, double truth)
    {
        // Binomial deviation of 400 trials at 95 % is 1.1 %: three of them, and 1 % for a bootstrap of so few songs.
        const double Tolerance = 0.043;
        var rng = new Rng(41);

        var covered = Enumerable.Range(0, Trials).Count(trial => Covers(trial, () => truth + rng.NextGaussian(), truth, songs));

        Assert.InRange(covered / (double)Trials, 0.95 - Tolerance, 0.95 + Tolerance);
    }

    [Fact]
    public void Covers_the_truth_of_skewed_samples_more_often_than_9_in_10()
    {
        // Exponential differences of 30 songs: 92 % in a simulation of this interval written apart in NumPy, less three deviations.
        const double Least = 0.92 - 3 * 0.0136;
        var rng = new Rng(42);

        var covered = Enumerable.Range(0, Trials).Count(trial => Covers(trial, () => -Math.Log(1 - rng.NextDouble()), 1, songs: 30));

        Assert.InRange(covered / (double)Trials, Least, 0.95 + 3 * 0.011);
    }

    [Fact]
    public void Accelerates_by_the_skewness_of_the_left_out_means()
    {
        // Rows 0, 0, 3: left-out means 1.5, 1.5, 0; from their centre 1 the distances are -0.5, -0.5, 1: cubes 0.75, squares 1.5.
        var acceleration = Bootstrap.Acceleration([(0, 1), (0, 1), (3, 1)]);

        Assert.Equal(0.75 / (6 * Math.Pow(1.5, 1.5)), acceleration, Rounding);
        Assert.Equal(0, Bootstrap.Acceleration([(1, 1), (2, 2)]));
    }

    [Fact]
    public void Moves_the_share_by_bias_and_acceleration()
    {
        const double TableRounding = 5e-5; // the normal table's four digits

        Assert.Equal(0.9772, Bootstrap.Share(bias: 0, acceleration: 0, reach: 2), TableRounding);
        Assert.Equal(0.0228, Bootstrap.Share(bias: 0, acceleration: 0, reach: -2), TableRounding);
        Assert.Equal(0.9961, Bootstrap.Share(bias: 0.16, acceleration: 0.1, reach: 1.84), TableRounding); // 0.16 + 2 / (1 - 0.2) = 2.66
        Assert.Equal(1, Bootstrap.Share(bias: 3, acceleration: 0.2, reach: 3)); // beyond the pole at 5
    }

    [Fact]
    public void Draws_whole_songs_so_that_repeated_rows_are_no_evidence()
    {
        var rng = new Rng(43);
        double[] perSong = [.. Enumerable.Range(0, 15).Select(_ => rng.NextGaussian())];
        double[] repeated = [.. perSong.SelectMany(difference => Enumerable.Repeat(difference, 10))];

        var once = Interval(perSong, [.. Enumerable.Range(0, 15)]);
        var tenfold = Interval(repeated, [.. Enumerable.Range(0, 150).Select(row => row / 10)]);

        Assert.Equal(once.Low, tenfold.Low, Rounding);
        Assert.Equal(once.High, tenfold.High, Rounding);
    }

    [Fact]
    public void Weighs_songs_by_their_rows()
    {
        var difference = Bootstrap.PairedDifference([1, 1, 4], [0, 0, 0], [8, 8, 5], new Rng(44))!;

        Assert.Equal(2, difference.Mean);
        Assert.InRange(difference.Low, 1, 2); // draws give 1, 2 or 4
        Assert.InRange(difference.High, 2, 4);
    }

    [Fact]
    public void Turns_over_when_the_two_sides_are_swapped()
    {
        double[] errors = [3, 1, 4, 1, 5, 9, 2, 6], reference = [2, 7, 1, 8, 2, 8, 1, 8];
        int[] songs = [.. Enumerable.Range(0, 8)];

        var forward = Bootstrap.PairedDifference(errors, reference, songs, new Rng(45))!;
        var backward = Bootstrap.PairedDifference(reference, errors, songs, new Rng(45))!;

        Assert.Equal(-0.75, forward.Mean); // differences 1, -6, 3, -7, 3, 1, 1, -2
        Assert.Equal(-forward.Mean, backward.Mean);
        Assert.Equal(-forward.Low, backward.High, Rounding);
        Assert.Equal(-forward.High, backward.Low, Rounding);
        Assert.True(forward.Low < forward.Mean && forward.Mean < forward.High);
    }

    [Fact]
    public void Shrinks_to_a_point_when_all_songs_agree() =>
        Assert.Equal(new PairedDifference(-0.5, -0.5, -0.5),
            Bootstrap.PairedDifference([1, 1, 1], [1.5, 1.5, 1.5], [0, 1, 2], new Rng(46)));

    [Fact]
    public void Gives_no_interval_for_a_single_song() =>
        Assert.Null(Bootstrap.PairedDifference([1, 2], [3, 4], [6, 6], new Rng(47)));

    [Fact]
    public void Repeats_itself_with_the_same_draws() => Assert.Equal(
        Bootstrap.PairedDifference([1, 5, 2], [3, 4, 1], [0, 1, 2], new Rng(48)),
        Bootstrap.PairedDifference([1, 5, 2], [3, 4, 1], [0, 1, 2], new Rng(48)));

    [Fact]
    public void Refuses_unequal_lengths_and_errors_that_are_no_numbers()
    {
        Assert.Throws<ArgumentException>(() => Bootstrap.PairedDifference([1, 2], [3], [0, 1], new Rng(49)));
        Assert.Throws<ArgumentException>(() => Bootstrap.PairedDifference([1, 2], [3, 4], [0], new Rng(49)));
        Assert.Throws<ArgumentException>(() => Bootstrap.PairedDifference([1, double.NaN], [3, 4], [0, 1], new Rng(49)));
    }

    private static bool Covers(int trial, Func<double> draw, double truth, int songs)
    {
        double[] differences = [.. Enumerable.Range(0, songs).Select(_ => draw())];
        var interval = Interval(differences, [.. Enumerable.Range(0, songs)], (ulong)trial);
        return interval.Low <= truth && truth <= interval.High;
    }

    private static PairedDifference Interval(double[] differences, int[] songs, ulong seed = 1) =>
        Bootstrap.PairedDifference(differences, new double[differences.Length], songs, new Rng(seed))!;
}
