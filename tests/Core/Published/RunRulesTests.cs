using PlayCount.Learning.Published;

namespace PlayCount.Core.Tests.Published;

public sealed class RunRulesTests
{
    [Fact]
    public void Improvement_is_the_share_of_the_first_error_that_went_away()
    {
        var run = new RunCurve(1, 2, 3, [8, 1, 6]);

        Assert.Equal(0.25, run.Improvement);
        Assert.Equal((8, 6, 1), (run.First, run.Final, run.Lowest));
        Assert.False(run.Diverges);
    }

    [Theory]
    [InlineData(2, 2.5, true)]
    [InlineData(2, 2, false)]
    public void A_network_diverges_when_it_ends_above_its_start(double first, double last, bool diverges) =>
        Assert.Equal(diverges, new RunCurve(1, 1, 1, [first, 9, last]).Diverges);

    [Fact]
    public void The_most_universal_network_has_the_smallest_worst_rank()
    {
        // Ranks of 1x1, 1x2, 1x3: listener 1 has 1, 2, 3; listener 2 has 3, 2, 1; the worst are 3, 2, 3.
        var ranks = RunRules.Universal(
        [
            Ended(1, 1, 0.1), Ended(1, 2, 0.2), Ended(1, 3, 0.3), Ended(2, 1, 9), Ended(2, 2, 8), Ended(2, 3, 7), Ended(2, 4, 1),
        ]);

        Assert.Equal([2, 1, 3], ranks.Select(network => network.Shape.Steps)); // 1x4 is no network of listener 1
        Assert.Equal([2, 2], ranks[0].Ranks);
        Assert.Equal([1, 3], ranks[1].Ranks);
        Assert.Equal(2, ranks[1].Mean);
    }

    [Fact]
    public void The_published_18_steps_are_third_by_worst_rank_and_first_by_mean_rank()
    {
        var ranks = RunRules.Universal(PublishedStudy.Runs);

        Assert.Equal([(15, 13), (17, 18), (18, 21)], ranks.Take(3).Select(network => (network.Shape.Steps, network.Worst)));
        Assert.Equal(18, ranks.MinBy(network => network.Mean)!.Shape.Steps);
    }

    private static RunCurve Ended(int user, int steps, double final) => new(user, 1, steps, [1, final]);
}
