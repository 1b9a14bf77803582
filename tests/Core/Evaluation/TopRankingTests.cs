using PlayCount.Learning.Evaluation;

namespace PlayCount.Core.Tests.Evaluation;

public sealed class TopRankingTests
{
    private const double Rounding = 1e-12;

    /// <summary>Discounts of places 1 to 3: 1, 1 / log2(3), 1 / log2(4).</summary>
    private static readonly double[] Discounts = [1, 1 / Math.Log2(3), 0.5];

    [Fact]
    public void Discounts_plays_by_place_and_sets_them_beside_the_best_order()
    {
        var ranking = new TopRanking(estimates: [9, 8, 7], plays: [2, 10, 5]);

        var gain = (2 * Discounts[0]) + (10 * Discounts[1]) + (5 * Discounts[2]);
        var best = (10 * Discounts[0]) + (5 * Discounts[1]) + (2 * Discounts[2]);
        Assert.Equal(gain / best, ranking.Ndcg([1, 1, 1]), Rounding);
    }

    [Fact]
    public void Songs_of_one_estimate_share_their_places()
    {
        var ranking = new TopRanking(estimates: [8, 8, 9], plays: [1, 7, 2]);

        var gain = (2 * Discounts[0]) + (4 * (Discounts[1] + Discounts[2])); // 1 and 7: 4 on average
        var best = (7 * Discounts[0]) + (2 * Discounts[1]) + (1 * Discounts[2]);
        Assert.Equal(gain / best, ranking.Ndcg([1, 1, 1]), Rounding);
    }

    [Fact]
    public void A_song_drawn_twice_takes_two_places()
    {
        var drawn = new TopRanking([9, 8, 7], [2, 10, 5]);
        var written = new TopRanking([9, 9, 7], [2, 2, 5]);

        Assert.Equal(written.Ndcg([1, 1, 1]), drawn.Ndcg([2, 0, 1]), Rounding);
    }

    [Fact]
    public void Looks_at_ten_places_and_no_more()
    {
        double[] plays = [.. Enumerable.Range(0, 30).Select(song => song < 10 ? 5.0 : 1.0 + song)];
        double[] estimates = [.. Enumerable.Range(0, 30).Select(song => -(double)song)];

        // The ten songs of 5 plays come first; what follows them changes nothing. Best are 30 down to 21.
        var discounts = Enumerable.Range(1, 10).Select(place => 1 / Math.Log2(place + 1)).ToArray();
        var best = discounts.Select((discount, place) => discount * (30 - place)).Sum();
        Assert.Equal(5 * discounts.Sum() / best, new TopRanking(estimates, plays).Ndcg([.. Enumerable.Repeat(1, 30)]), Rounding);
    }
}
