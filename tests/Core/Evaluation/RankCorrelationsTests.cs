using PlayCount.Learning;
using PlayCount.Learning.Evaluation;

namespace PlayCount.Core.Tests.Evaluation;

public sealed class RankCorrelationsTests
{
    private const double Rounding = 1e-12;

    /// <summary>Five songs, one tie in each list: (1,2,2,4,5) and (3,1,4,4,5).</summary>
    private static readonly RankCorrelations Five = new([1, 2, 2, 4, 5], [3, 1, 4, 4, 5]);

    [Fact]
    public void Spearman_correlates_mid_ranks()
    {
        // Mid-ranks 1, 2.5, 2.5, 4, 5 and 2, 1, 3.5, 3.5, 5, from their mean 3: -2, -.5, -.5, 1, 2 and -1, -2, .5, .5, 2.
        // Products 2 + 1 - .25 + .5 + 4 = 7.25; both have squares 9.5.
        Assert.Equal(7.25 / 9.5, Five.Spearman([1, 1, 1, 1, 1]), Rounding);
    }

    [Fact]
    public void Kendall_is_tau_b()
    {
        // Of the 10 pairs two are tied (songs 2 and 3, songs 3 and 4), one is against (songs 1 and 2), seven are with: 6 / sqrt(9 * 9).
        Assert.Equal(6 / 9.0, Five.Kendall([1, 1, 1, 1, 1]), Rounding);
    }

    [Fact]
    public void Counts_a_song_as_often_as_it_is_drawn()
    {
        var written = new RankCorrelations([1, 1, 2, 5, 5, 5], [3, 3, 4, 5, 5, 5]);

        Assert.Equal(written.Spearman([1, 1, 1, 1, 1, 1]), Five.Spearman([2, 0, 1, 0, 3]), Rounding);
        Assert.Equal(written.Kendall([1, 1, 1, 1, 1, 1]), Five.Kendall([2, 0, 1, 0, 3]), Rounding);
    }

    [Fact]
    public void Kendall_equals_all_pairs_gone_through()
    {
        var rng = new Rng(7);
        double[] left = [.. Enumerable.Range(0, 40).Select(_ => (double)rng.NextInt(12))];
        double[] right = [.. left.Select(value => value + rng.NextInt(15))];

        Assert.Equal(AllPairs(left, right), new RankCorrelations(left, right).Kendall([.. Enumerable.Repeat(1, 40)]), Rounding);
    }

    [Fact]
    public void There_is_none_where_one_list_is_all_equal()
    {
        var constant = new RankCorrelations([2, 2, 2], [1, 5, 9]);

        Assert.Equal(double.NaN, constant.Spearman([1, 1, 1]));
        Assert.Equal(double.NaN, constant.Kendall([1, 1, 1]));
    }

    private static double AllPairs(double[] left, double[] right)
    {
        int balance = 0, notTiedLeft = 0, notTiedRight = 0;
        for (var i = 0; i < left.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var (x, y) = (left[i].CompareTo(left[j]), right[i].CompareTo(right[j]));
                balance += x * y;
                notTiedLeft += x * x;
                notTiedRight += y * y;
            }
        }

        return balance / Math.Sqrt((double)notTiedLeft * notTiedRight);
    }
}
