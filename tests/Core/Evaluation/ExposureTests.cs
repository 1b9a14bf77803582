using PlayCount.Learning.Evaluation;

namespace PlayCount.Core.Tests.Evaluation;

public sealed class ExposureTests
{
    private const double Rounding = 1e-12;

    [Fact]
    public void Counts_the_songs_of_the_least_played_half_among_the_first()
    {
        double[] popularity = [1, 2, 3, 10, 20];
        double[] scores = [5, 1, 4, 3, 2]; // the first three: 1, 3 and 10 plays; the least-played half: 1 and 2 plays

        Assert.Equal(1.0 / 3, Exposure.LeastPlayedShare(scores, popularity, 3), Rounding);
        Assert.Equal(0, Exposure.LeastPlayedShare(popularity, popularity, 3), Rounding);
        Assert.Equal(2.0 / 5, Exposure.LeastPlayedShare(scores, popularity, 5), Rounding);
    }

    [Fact]
    public void Songs_of_one_score_or_of_equal_plays_share_their_places()
    {
        // One place for songs 0 and 1: half of each. One of songs 0, 2 and 3 of one play each is not in the half of two.
        Assert.Equal(0.5 * 2 / 3, Exposure.LeastPlayedShare([7, 7, 2, 1], [1, 9, 1, 1], 1), Rounding);
    }

    [Fact]
    public void Exposure_falls_with_the_place_and_ends_after_the_last_that_counts()
    {
        var exposure = Exposure.OfSongs([3, 8, 8, 1, 2], 4);

        var shared = (1 + (1 / Math.Log2(3))) / 2; // places 1 and 2
        double[] expected = [1 / Math.Log2(4), shared, shared, 0, 1 / Math.Log2(5)];
        Assert.All(expected.Zip(exposure), pair => Assert.Equal(pair.First, pair.Second, Rounding));
    }

    [Fact]
    public void Gini_is_0_of_equal_shares_and_1_less_a_share_where_one_has_all()
    {
        Assert.Equal(0, Exposure.Gini([2, 2, 2]), Rounding);
        Assert.Equal(0.75, Exposure.Gini([0, 5, 0, 0]), Rounding);
        Assert.True(double.IsNaN(Exposure.Gini([0, 0])));
    }

    [Fact]
    public void Gini_is_the_mean_difference_over_twice_the_mean()
    {
        // Of 1, 3, 8 the differences are 2, 7, 5, each twice: 28 / (2 * 9 * 4).
        Assert.Equal(28.0 / 72, Exposure.Gini([3, 8, 1]), Rounding);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Refuses_places_that_the_songs_cannot_fill(int places) =>
        Assert.Contains("1 to 2", Assert.Throws<ArgumentException>(
            () => Exposure.LeastPlayedShare([1, 2], [1, 2], places)).Message, StringComparison.Ordinal);
}
