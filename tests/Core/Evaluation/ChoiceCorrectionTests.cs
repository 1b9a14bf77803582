using PlayCount.Learning;
using PlayCount.Learning.Evaluation;

namespace PlayCount.Core.Tests.Evaluation;

public sealed class ChoiceCorrectionTests
{
    private const double Rounding = 1e-12;

    [Fact]
    public void Scores_the_network_of_the_songs_drawn_on_those_not_drawn()
    {
        // Three songs, two networks. Errors 1, 4, 2 and 3, 1, 2; the constant's 4, 4, 4.
        // Drawn 0, 0, 1: errors 6 and 7, the first is chosen, song 2 is left: 2 of 4, R2 0.5.
        // Drawn 1, 1, 2: errors 10 and 4, the second is chosen, song 0 is left: 3 of 4, R2 0.25.
        // Drawn 2, 2, 2: equal, the first is chosen, songs 0 and 1 are left: (1 + 4) / 2 of 4, R2 0.375.
        var corrected = ChoiceCorrection.Of(
            [[1, 4, 2], [3, 1, 2]], constant: [4, 4, 4], [[2, 1, 0], [0, 2, 1], [0, 0, 3], [1, 1, 1]])!;

        Assert.Equal(1 - ((2 + 3 + 2.5) / 12), corrected.R2, Rounding);
        Assert.Equal(0.25 + (0.05 * 0.125), corrected.Low, Rounding); // of 0.25, 0.375, 0.5 the quantile at rank 0.05
        Assert.Equal(0.5 - (0.05 * 0.125), corrected.High, Rounding);
    }

    [Fact]
    public void Takes_away_what_choosing_among_many_worthless_networks_adds()
    {
        // 40 networks guess the constant and noise of a fifth of its error: R2 -0.2 on average, and the best of them looks better.
        const int Studies = 30;
        var rng = new Rng(46);
        double chosen = 0, corrected = 0;
        for (var study = 0; study < Studies; study++)
        {
            var songs = Simulated.Songs(50, rng, networks: 40, (_, noise) => Math.Sqrt(0.2) * noise);
            chosen += Enumerable.Range(0, 40).Max(songs.R2) / Studies;
            corrected += ChoiceCorrection.Of(songs, rng)!.R2 / Studies;
        }

        // Deviation of one network's R2 is 2 sqrt(0.2 / 50) = 0.13: of 30 studies' mean about 0.03 with what they share.
        Assert.InRange(chosen, 0, 0.3);
        Assert.InRange(corrected, -0.3, -0.1);
    }

    [Fact]
    public void Has_none_of_one_song() =>
        Assert.Null(ChoiceCorrection.Of(Simulated.Songs(1, new Rng(1), 2, (_, noise) => noise), new Rng(1)));
}
