using PlayCount.Learning;
using PlayCount.Learning.Evaluation;

namespace PlayCount.Core.Tests.Evaluation;

public sealed class SkillByChanceTests
{
    private const int Deals = 999;

    /// <summary>Rounding of sums of a few dozen numbers.</summary>
    private const double Rounding = 1e-12;

    [Fact]
    public void Counts_the_deals_that_do_as_well_and_the_true_one()
    {
        // Folds of songs 0, 5 and 1, 6, plays 0 and 4 in each; the estimates are right, so R2 is 1. Of four deals one is the true one,
        // the others exchange a fold or both. R2 of the deals: 1, 1 - m, 1 - m, 1 - 2 m: a quarter is not below the true one, however
        // widened around their mean 1 - m.
        double[] plays = [0, 0, 1, 1, 1, 4, 4, 1, 1, 1];
        var songs = Simulated.Of(plays, plays);

        var p = SkillByChance.P(songs, Deals, new Rng(47))!.Value;

        // Binomial deviation of 999 deals at 1/4: 0.0137.
        Assert.InRange(p, 0.25 - (4 * 0.0137), 0.25 + (4 * 0.0137));
    }

    [Fact]
    public void Deals_give_R2_of_the_plays_dealt_widened_around_their_mean()
    {
        var rng = new Rng(48);
        var songs = Simulated.Songs(23, rng, networks: 1, (play, noise) => (0.4 * play) + (0.5 * noise));
        var chance = new SkillByChance(songs);
        var estimates = songs.Estimates[0];
        var foldMeans = songs.Songs.GroupBy(song => song.Fold).ToDictionary(fold => fold.Key, fold => fold.Average(song => song.Plays));
        double[] means = [.. songs.Songs.Select(song => foldMeans[song.Fold])];

        for (var deal = 0; deal < 20; deal++)
        {
            var given = chance.Next(rng);
            double[] dealt = [.. means.Zip(chance.Dealt.ToArray(), (mean, centred) => mean + centred)];
            var r2 = 1 - (Squares(dealt, estimates) / Squares(dealt, songs.Constant));
            var mean = 1 - (Squares(songs.Plays, means) + Squares(means, estimates)) / songs.ConstantError; // of all deals
            Assert.Equal(mean + (Math.Sqrt(2) * (r2 - mean)), given, Rounding);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(400)]
    public void Ridge_networks_on_unrelated_sound_are_rarely_told_as_skilled(int inputs)
    {
        // The hardest case known: all estimates linear in the plays, each pair of songs counted in both directions.
        const int Studies = 200;
        var rng = new Rng(49);

        var p = Enumerable.Range(0, Studies).Select(_ => SkillByChance.P(RidgeStudy(inputs, rng), Deals, rng)!.Value).ToList();

        Assert.InRange(p.Count(value => value <= 0.01), 0, MostByChance(Studies, 0.01));
        Assert.InRange(p.Count(value => value <= 0.05), 0, MostByChance(Studies, 0.05));
        Assert.InRange(p.Count(value => value <= 0.5), Studies / 3, MostByChance(Studies, 0.5));
    }

    [Fact]
    public void A_network_that_ignores_its_training_songs_gains_nothing_by_the_folds_means_being_off()
    {
        // Where a fold's songs are played much its constant is low; a fixed number beats that constant, and knows nothing of any song.
        var rng = new Rng(50);
        const int Studies = 200;

        var alarms = Enumerable.Range(0, Studies).Count(_ =>
        {
            double[] plays = [.. Enumerable.Range(0, 30).Select(_ => 10 + rng.NextGaussian())];
            return SkillByChance.P(Simulated.Of(plays, [.. plays.Select(_ => 10 + (0.01 * rng.NextGaussian()))]), Deals, rng) <= 0.05;
        });

        Assert.InRange(alarms, 0, MostByChance(Studies, 0.05));
    }

    [Fact]
    public void Finds_a_network_that_follows_the_plays() =>
        Assert.Equal(1.0 / (1 + Deals), SkillByChance.P(
            Simulated.Songs(60, new Rng(51), networks: 3, (play, noise) => (0.7 * play) + (0.3 * noise)), Deals, new Rng(52)));

    [Fact]
    public void Cannot_tell_where_each_fold_holds_out_one_song() =>
        Assert.Null(SkillByChance.P(
            Simulated.Songs(Simulated.Folds, new Rng(53), networks: 1, (play, _) => play), Deals, new Rng(54)));

    [Fact]
    public void Cannot_tell_where_all_plays_are_equal() =>
        Assert.Null(SkillByChance.P(Simulated.Of([.. Enumerable.Repeat(3.0, 30)], [.. Enumerable.Repeat(2.0, 30)]), Deals, new Rng(55)));

    /// <summary>60 songs of normal inputs that have nothing to do with their plays; three ridge regressions, out of fold.</summary>
    private static CommonSongs RidgeStudy(int inputs, Rng rng)
    {
        const int Songs = 60;
        double[] plays = [.. Enumerable.Range(0, Songs).Select(_ => 10 + rng.NextGaussian())];
        double[][] sounds = [.. Enumerable.Range(0, Songs).Select(
            _ => Enumerable.Range(0, inputs).Select(_ => rng.NextGaussian()).ToArray())];
        return Simulated.Of(plays, [.. new[] { 1.0, 10, 100 }.Select(penalty => Ridge(sounds, plays, penalty))]);
    }

    private static double[] Ridge(double[][] sounds, double[] plays, double penalty)
    {
        var kernel = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(
            plays.Length, plays.Length, (i, j) => FixedOrder.Dot(sounds[i], sounds[j]));
        var estimates = new double[plays.Length];
        for (var fold = 0; fold < Simulated.Folds; fold++)
        {
            int[] training = [.. Enumerable.Range(0, plays.Length).Where(song => song % Simulated.Folds != fold)];
            var mean = training.Average(song => plays[song]);
            var weights = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(
                training.Length, training.Length, (i, j) => kernel[training[i], training[j]] + (i == j ? penalty : 0)).Solve(
                MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(training.Length, i => plays[training[i]] - mean));
            for (var song = fold; song < plays.Length; song += Simulated.Folds)
                estimates[song] = mean + training.Select((other, i) => kernel[song, other] * weights[i]).Sum();
        }

        return estimates;
    }

    private static double Squares(double[] left, double[] right) => left.Zip(right, (x, y) => (x - y) * (x - y)).Sum();

    /// <summary>What independent studies exceed in one case of a hundred.</summary>
    private static int MostByChance(int studies, double level) => Enumerable.Range(0, studies + 1).First(
        count => new MathNet.Numerics.Distributions.Binomial(level, studies).CumulativeDistribution(count) >= 0.99);
}
