using PlayCount.Learning.Published;

namespace PlayCount.Core.Tests.Published;

public sealed class ConstantErrorsTests
{
    [Fact]
    public void One_of_few_songs_validates_against_the_mean_of_the_others()
    {
        // 0, 3, 12: the others' means are 7.5, 6 and 1.5.
        var errors = ConstantErrors.Draw([0, 3, 12], samplesOfASong: 1, seed: 1);

        Assert.Equal([3 * 3, 7.5 * 7.5, 10.5 * 10.5], errors.Sorted.Distinct());
        Assert.Equal(7.5 * 7.5, errors.Median);
        Assert.Equal(1 / 3.0, errors.ShareBelow(7.5 * 7.5));
        Assert.Equal(2 / 3.0, errors.ShareBelow(7.6 * 7.6));
    }

    [Fact]
    public void A_song_that_stands_on_both_sides_counts_by_its_samples()
    {
        // 3 songs of 5 samples: a tenth is 2 samples, all of one song, whose other 3 train with the 10 of the other two.
        var errors = ConstantErrors.Draw([0, 1, 5], samplesOfASong: 5, seed: 1).Sorted.Distinct().ToArray();

        double[] expected = [Squared(0 - 30 / 13.0), Squared(1 - 28 / 13.0), Squared(5 - 20 / 13.0)];
        Assert.Equal(3, errors.Length);
        Assert.All(expected.Order().Zip(errors), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    [Fact]
    public void Gives_the_same_errors_for_a_seed() => Assert.Equal(
        ConstantErrors.Draw([1, 2, 3, 4], 2, seed: 5).Sorted, ConstantErrors.Draw([1, 2, 3, 4], 2, seed: 5).Sorted);

    [Fact]
    public void Refuses_a_single_song() => Assert.StartsWith(
        "A split needs at least 2 songs; there is 1.",
        Assert.Throws<ArgumentException>(() => ConstantErrors.Draw([7.0], 1, 1)).Message, StringComparison.Ordinal);

    // 200,000 shuffles apart from this code, in NumPy: 12, 1, 11, 3 and 6 songs validate. Listener 2's median may be any number from
    // 0.1753 to 0.2610, since one of 12 songs validates: the lower is taken.
    [Theory]
    [InlineData(1, 3.95, 0.12)]
    [InlineData(2, 0.17530, 0.00001)]
    [InlineData(3, 0.795, 0.008)]
    [InlineData(4, 0.6639, 0.0001)]
    [InlineData(5, 1.044, 0.01)]
    public void The_median_is_that_of_another_simulation(int user, double median, double tolerance) =>
        Assert.InRange(Listener(user).Errors.Median, median - tolerance, median + tolerance);

    [Theory]
    [InlineData(2, 0.81)]
    [InlineData(3, 0.65)]
    [InlineData(4, 0.71)]
    [InlineData(5, 0.73)]
    public void As_many_published_networks_as_counted_before_end_above_it(int user, double share) =>
        Assert.Equal(share, Math.Round(Listener(user).Share, 2));

    /// <summary>Counted before: 40 of 48. One network ended at 3.885, and the median, 3.9 to 4.0, is known no better than to 0.1.</summary>
    [Fact]
    public void For_listener_1_one_network_less_than_counted_before_ends_above_it()
    {
        var listener = Listener(1);
        var between = PublishedStudy.Runs.Where(run => run.User == 1 && run.Final > 3.88 && run.Final < listener.Errors.Median);

        Assert.Equal((39, 48), (listener.Worse, listener.Networks));
        Assert.Equal(3.885, Math.Round(Assert.Single(between).Final, 3));
    }

    [Fact]
    public void With_a_song_on_both_sides_the_counts_differ_by_two_networks_at_most() =>
        Assert.All(ConstantComparison.All, listener => Assert.InRange(listener.WorseAtSteps - listener.Worse, -2, 2));

    private static ConstantComparison Listener(int user) => ConstantComparison.All.Single(listener => listener.User == user);

    private static double Squared(double value) => value * value;
}
