using System.Globalization;
using PlayCount.Learning.Sampling;
using PlayCount.Tests;

namespace PlayCount.Core.Tests.Sampling;

public sealed class FittedScalingTests
{
    [Fact]
    public void Takes_median_and_quartiles_between_the_ranks_as_NumPy_does()
    {
        var scaling = FittedScaling.Fit(TargetScaling.Robust, [4, 1, 3, 2]); // quartiles 1.75 and 3.25

        Assert.Equal(new FittedScaling(TargetScaling.Robust, 2.5, 1.5), scaling);
        Assert.Equal(5, scaling.Scale(10));
        Assert.Equal(10, scaling.Unscale(5));
    }

    [Fact]
    public void Takes_mean_and_population_deviation()
    {
        var scaling = FittedScaling.Fit(TargetScaling.Standard, [2, 4, 4, 4, 5, 5, 7, 9]);

        Assert.Equal(new FittedScaling(TargetScaling.Standard, 5, 2), scaling);
        Assert.Equal(-1.5, scaling.Scale(2));
        Assert.Equal(9, scaling.Unscale(2));
    }

    [Fact]
    public void Counts_an_interquartile_range_of_0_as_1() =>
        Assert.Equal(new FittedScaling(TargetScaling.Robust, 1, 1), FittedScaling.Fit(TargetScaling.Robust, [1, 1, 30, 1, 1, 1]));

    [Fact]
    public void Counts_a_deviation_of_0_as_1_even_where_the_mean_would_round() =>
        Assert.Equal(new FittedScaling(TargetScaling.Standard, 0.1, 1), FittedScaling.Fit(TargetScaling.Standard, [0.1, 0.1, 0.1]));

    [Theory]
    [InlineData(TargetScaling.Robust)]
    [InlineData(TargetScaling.Standard)]
    public void Takes_a_single_song(TargetScaling kind) =>
        Assert.Equal(new FittedScaling(kind, 7, 1), FittedScaling.Fit(kind, [7]));

    [Fact]
    public void Refuses_no_songs_and_plays_that_are_no_numbers()
    {
        Assert.Throws<ArgumentException>(() => FittedScaling.Fit(TargetScaling.Robust, []));
        var error = Assert.Throws<ArgumentException>(() => FittedScaling.Fit(TargetScaling.Robust, [1, double.NaN]));
        Assert.Contains("'NaN'", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => FittedScaling.Fit((TargetScaling)2, [1, 2]));
    }

    [Theory, Trait("Set", "Full")]
    [InlineData(1, 121, 3, 5)]
    [InlineData(2, 12, 83.5, 71)]
    [InlineData(3, 108, 7, 19.25)]
    [InlineData(4, 30, 1, 1)] // its interquartile range is 0
    [InlineData(5, 58, 8.5, 16.75)]
    public void Gives_the_medians_and_ranges_of_the_study_s_five_listeners(int user, int songs, double median, double range)
    {
        var mapped = File.ReadLines(Outside.Data("music/MANIFEST.csv")).Skip(1).Select(line => line.Split(',')[1]).ToHashSet();
        double[] plays =
        [
            .. File.ReadLines(Outside.Data($"original/users_shared_songs/user_{user}.csv")).Select(line => line.Split(','))
                .Where(cells => mapped.Contains(cells[1])).Select(cells => double.Parse(cells[2], CultureInfo.InvariantCulture)),
        ];

        var scaling = FittedScaling.Fit(TargetScaling.Robust, plays);

        Assert.Equal(songs, plays.Length);
        Assert.Equal(new FittedScaling(TargetScaling.Robust, median, range), scaling);
    }
}
