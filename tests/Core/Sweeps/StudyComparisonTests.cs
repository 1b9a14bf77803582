using PlayCount.Learning;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Sweeps;
using PlayCount.Songs;

namespace PlayCount.Core.Tests.Sweeps;

public sealed class StudyComparisonTests
{
    private const int Songs = 60;
    private const int Folds = 5;
    private const double RoundOff = 1e-12; // sums in another order

    private static readonly int[] Plays = [.. Enumerable.Range(0, Songs).Select(song => 1 + song * 37 % 61)];

    private static readonly TrainedVariant Deaf = Variant("deaf", seed: 1, song => 20 + song * 17 % 23);
    private static readonly TrainedVariant Hears = Variant("hears", seed: 1, song => 10 + 0.7 * Plays[song]);

    [Fact]
    public void A_variant_is_held_against_the_baseline_on_the_songs_of_both()
    {
        var fewer = Without(Hears, song: 0);

        var row = StudyComparison.Of([Deaf, fewer], "deaf").Rows[1];

        int[] shared = [.. Enumerable.Range(1, Songs - 1)];
        var spread = FittedScaling.Fit(TargetScaling.Robust, [.. shared.Select(song => (double)Plays[song])]).Spread;
        var difference = shared.Average(song => Squared(10 + 0.7 * Plays[song] - Plays[song]) - Squared(20 + song * 17 % 23 - Plays[song]))
            / (spread * spread);
        Assert.Equal(("hears", 1, Songs - 1, Songs - 1), (row.Variant, row.User, row.Songs, row.SharedSongs));
        Assert.Equal(difference, row.AgainstBaseline!.Mean, RoundOff);
        Assert.InRange(row.AgainstBaseline.High, row.AgainstBaseline.Mean, 0);
        Assert.Equal(4 * 3 * (2 + 3 + 1) + 3 + 1, row.Weights); // 3 units on 2 inputs, one dense unit
    }

    [Fact]
    public void The_baseline_is_held_against_nothing()
    {
        var rows = StudyComparison.Of([Hears, Deaf], "deaf").Rows;

        Assert.NotNull(rows[0].AgainstBaseline);
        Assert.Null(rows[1].AgainstBaseline);
    }

    [Fact]
    public void One_verdict_is_about_all_networks_of_all_variants()
    {
        var (skill, variant) = Assert.Single(StudyComparison.Of([Deaf, Hears], "deaf").Listeners);

        Assert.Equal((SkillVerdict.Skill, 2, Songs, "hears"), (skill.Verdict, skill.Networks, skill.Songs, variant));
    }

    [Fact]
    public void Variants_by_chance_give_no_skill_though_some_alone_look_skilled()
    {
        TrainedVariant[] chance = [.. Enumerable.Range(0, 200).Select(place =>
        {
            var rng = Rng.For(7, place);
            return Variant($"v{place}", seed: 1, _ => 31 + rng.NextGaussian());
        })];

        var together = StudyComparison.Of(chance, "v0").Listeners.Single().Skill;

        Assert.Contains(chance, variant => StudyComparison.Of([variant], variant.Name).Listeners.Single().Skill.P < 0.1);
        Assert.NotEqual(SkillVerdict.Skill, together.Verdict);
        Assert.InRange(together.P!.Value, 0.1, 1);
    }

    [Fact]
    public void A_variant_of_other_folds_is_left_out_of_the_verdict_and_named()
    {
        var other = Variant("other", seed: 2, song => Plays[song]);

        var comparison = StudyComparison.Of([Deaf, other], "deaf");

        Assert.Equal([("other", "another seed")], comparison.LeftOut);
        Assert.Equal(1, comparison.Listeners.Single().Skill.Networks);
    }

    [Fact]
    public void A_baseline_of_a_leaky_split_leaves_no_verdict_and_says_why()
    {
        var leaky = Deaf with { Options = Deaf.Options with { Split = SplitKind.PaperText } };

        var comparison = StudyComparison.Of([leaky, Hears], "deaf");

        Assert.Equal(["deaf", "hears"], comparison.LeftOut.Select(variant => variant.Variant));
        Assert.All(comparison.LeftOut, variant => Assert.Equal("the baseline's split holds out no whole songs", variant.Reason));
        Assert.Equal(SkillVerdict.None, comparison.Listeners.Single().Skill.Verdict);
        Assert.True(comparison.Rows[0].IsLeaky);
    }

    [Fact]
    public void The_weights_of_all_members_and_of_the_encoder_count()
    {
        var variant = Deaf with { Options = Deaf.Options with { Members = 3, Encoder = 5 }, Inputs = 7 };

        var row = StudyComparison.Of([variant], "deaf").Rows.Single();

        Assert.Equal((3 * (4 * 3 * (5 + 3 + 1) + 3 + 1)) + (8 * 5), row.Weights); // 3 units on a code of 5; 7 inputs and a bias to 5
    }

    private static double Squared(double value) => value * value;

    /// <summary>The same with one song less, so that all later ones are counted one lower.</summary>
    private static TrainedVariant Without(TrainedVariant variant, int song) => variant with
    {
        Songs = new Dictionary<int, IReadOnlyList<SongId>> { [1] = [.. variant.Songs[1].Where((_, place) => place != song)] },
        Outcomes = [.. variant.Outcomes.Select(outcome => outcome with
        {
            Estimates = [.. outcome.Estimates.Where(estimate => estimate.Song != song)
                .Select(estimate => estimate with { Song = estimate.Song > song ? estimate.Song - 1 : estimate.Song })],
        })],
    };

    private static TrainedVariant Variant(string name, ulong seed, Func<int, double> estimate) => new(
        name,
        new SweepOptions { Networks = [new NetworkLayers([new LstmSpec(3)], [new DenseSpec(1)])], Steps = [1], Seed = seed },
        Inputs: 2,
        new Dictionary<int, IReadOnlyList<SongId>> { [1] = [.. Enumerable.Range(0, Songs).Select(song => SongId.Parse($"SONG{song:00}"))] },
        [
            new NetworkOutcome(
                new NetworkResult(1, 1, 1, NetworkStatus.Improved, 1, Songs, Songs, 1, 1, 1, 1, 1, 0, null, null, null),
                [],
                [.. Enumerable.Range(0, Songs).Select(song => new SongEstimate(
                    song, song % Folds, 1, Plays[song], 0, 0, estimate(song), seed))]),
        ]);
}
