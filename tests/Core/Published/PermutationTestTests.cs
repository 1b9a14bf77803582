using PlayCount.Learning.Published;

namespace PlayCount.Core.Tests.Published;

public sealed class PermutationTestTests
{
    /// <summary>Three standard deviations of a share near 0.1 over 9,999 shuffles.</summary>
    private const double Chance = 0.01;

    [Fact]
    public void Spearmans_correlation_is_that_of_the_ranks_with_ties_sharing_theirs()
    {
        // Ranks 1, 2, 3, 4 against 1, 2.5, 2.5, 4: 1 - 6 * 0.5 / 60 would ignore the tie; Pearson of the ranks is 4.5 / sqrt(5 * 4.5).
        var tested = PermutationTest.Spearman([([1, 2, 3, 4], [10, 20, 20, 30])]);

        Assert.Equal(4.5 / Math.Sqrt(5 * 4.5), tested.Value, 12);
    }

    [Fact]
    public void The_p_value_of_a_perfect_order_counts_the_orders_that_are_as_good()
    {
        // Two of the 24 orders of four are perfect, up or down.
        var tested = PermutationTest.Spearman([([1, 2, 3, 4], [1, 2, 3, 4])]);

        Assert.Equal(1, tested.Value, 12);
        Assert.InRange(tested.PValue, 2 / 24.0 - Chance, 2 / 24.0 + Chance);
    }

    [Fact]
    public void Shuffles_within_strata_alone()
    {
        // Between the strata the lists rise together, within them they fall.
        var tested = PermutationTest.Spearman([([1, 2, 3], [3, 2, 1]), ([11, 12, 13], [33, 32, 31])]);

        Assert.Equal(-1, tested.Value, 12);
        Assert.InRange(tested.PValue, 2 / 36.0 - Chance, 2 / 36.0 + Chance); // both up or both down, of 6 x 6 orders
    }

    [Fact]
    public void Marked_values_are_set_against_the_mean_of_their_stratum()
    {
        // Means 2 and 12; marked are 1 and 11: 1 below each. One of three marks in each stratum: 1/9 are as low, 1/9 as high.
        var tested = PermutationTest.MeanOfMarked([([1, 2, 3], [true, false, false]), ([11, 12, 13], [true, false, false])]);

        Assert.Equal(-1, tested.Value, 12);
        Assert.InRange(tested.PValue, 2 / 9.0 - Chance, 2 / 9.0 + Chance);
    }

    [Fact]
    public void Signs_of_differences_are_thrown_anew()
    {
        var tested = PermutationTest.MeanDifference([1, 2, 3, 4]);

        Assert.Equal(2.5, tested.Value);
        Assert.InRange(tested.PValue, 2 / 16.0 - Chance, 2 / 16.0 + Chance);
    }

    [Fact]
    public void The_interval_of_a_share_is_clopper_and_pearsons()
    {
        var (low, high) = PermutationTest.Interval(0, 10);

        Assert.Equal(0, low);
        Assert.Equal(1 - Math.Pow(0.025, 0.1), high, 1e-9); // nobody of ten: (1 - p)^10 is 2.5 %
    }

    [Fact]
    public void The_interval_of_a_mean_is_students()
    {
        // Mean 2, deviation 1, three values: 4.302653 is the 97.5 % point of Student's distribution with two degrees.
        var (low, high) = PermutationTest.Interval([1, 2, 3]);

        Assert.Equal(2 - (4.302653 / Math.Sqrt(3)), low, 1e-5);
        Assert.Equal(2 + (4.302653 / Math.Sqrt(3)), high, 1e-5);
    }
}
