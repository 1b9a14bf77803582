using PlayCount.Learning;
using PlayCount.Learning.Evaluation;

namespace PlayCount.Core.Tests.Evaluation;

public sealed class SkillByChanceTests
{
    private const int Deals = 999;
    private const int Studies = 400;

    [Fact]
    public void Counts_the_deals_that_do_as_well_and_the_true_one()
    {
        // Folds {0,1} and {2,3}, plays 0 and 4 in each, constant 2 throughout; the estimates are right. Of the four deals one is the
        // true one (R2 1), two exchange one fold (R2 -1), one both (-3): mean -1, widened 1 becomes -1 + 2 sqrt(2). A quarter is as good.
        var songs = CommonSongs.Of([Right(0, 0, 0), .. new[] { (1, 0, 4.0), (2, 1, 0.0), (3, 1, 4.0) }
            .Select(song => Right(song.Item1, song.Item2, song.Item3))], "one network");

        var p = SkillByChance.P(songs, Deals, new Rng(47))!.Value;

        // Binomial deviation of 999 deals at 1/4: 0.0137.
        Assert.InRange(p, 0.25 - (4 * 0.0137), 0.25 + (4 * 0.0137));
    }
}
