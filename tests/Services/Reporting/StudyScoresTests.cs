using PlayCount.Experiments.Reporting;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Published;
using PlayCount.Learning.Sampling;
using PlayCount.Songs;

namespace PlayCount.Services.Tests.Reporting;

public sealed class StudyScoresTests
{
    [Fact]
    public void Scores_all_networks_on_the_songs_that_all_were_scored_on()
    {
        // Common are A, B and C with 1, 3 and 8 plays; standard deviation sqrt(78 / 9) of the mean 4.
        var listener = Listener(
            Network(steps: 1, ("SOA", 1, 2), ("SOB", 3, 3), ("SOC", 8, 4), ("SOD", 90, 0)),
            Network(steps: 2, ("SOC", 8, 8), ("SOA", 1, 1), ("SOB", 3, 0)));

        var scores = StudyScores.Of([listener], TargetScaling.Standard);

        const double Variance = 78 / 9.0;
        Assert.Equal([1, 2], scores.Select(score => score.Steps));
        Assert.Equal((1 + 0 + 16) / 3.0 / Variance, scores[0].SongsMse, 12);
        Assert.Equal((0 + 0 + 9) / 3.0 / Variance, scores[1].SongsMse, 12);
        // Each song against the mean of the other two: 5.5, 4.5 and 2.
        Assert.All(scores, score => Assert.Equal(((4.5 * 4.5) + (1.5 * 1.5) + 36) / 3 / Variance, score.ConstantMse, 12));
        Assert.Equal((1.93, 1.21), (scores[0].FirstMse, scores[0].FinalMse));
    }

    [Fact]
    public void Scores_each_seed_with_a_constant_of_its_own_folds()
    {
        // The first seed parts A from B and C, the second C from A and B.
        var listener = Listener(new ReportNetwork(Models.Network(0.1, 0.2, steps: 1), [],
        [
            new HeldOutEstimate(SongId.Parse("SOA"), 1, [new(0, 2), new(0, 1)]),
            new HeldOutEstimate(SongId.Parse("SOB"), 3, [new(1, 3), new(0, 0)]),
            new HeldOutEstimate(SongId.Parse("SOC"), 8, [new(1, 4), new(1, 8)]),
        ]));

        var scores = StudyScores.Of([listener], TargetScaling.Standard);

        const double Variance = 78 / 9.0;
        Assert.Equal([0, 1], scores.Select(score => score.Seed));
        Assert.Equal((1 + 0 + 16) / 3.0 / Variance, scores[0].SongsMse, 12);
        Assert.Equal((0 + 9 + 0) / 3.0 / Variance, scores[1].SongsMse, 12);
        Assert.Equal(((4.5 * 4.5) + (2 * 2) + (7 * 7)) / 3 / Variance, scores[0].ConstantMse, 12); // 5.5, 1 and 1
        Assert.Equal(((7 * 7) + (5 * 5) + (6 * 6)) / 3.0 / Variance, scores[1].ConstantMse, 12); // 8, 8 and 2
    }

    [Fact]
    public void Leaves_out_networks_without_a_score_and_listeners_with_too_few_common_songs()
    {
        var unscored = new ReportNetwork(Models.Unscored(NetworkStatus.TooShort), [], []);
        var enough = Listener(unscored, Network(1, ("SOA", 1, 2), ("SOB", 3, 3), ("SOC", 8, 4)));
        var tooFew = Listener(Network(1, ("SOA", 1, 2), ("SOB", 3, 3)));

        Assert.Single(StudyScores.Of([enough, tooFew], TargetScaling.Robust));
    }

    [Fact]
    public void Fills_the_claims_of_a_sound_study_and_says_why_another_has_none()
    {
        var listeners = PlayCount.Experiments.Reporting.Listener.All(Models.Study(Models.Sound));

        var sound = StudyScores.Claims(listeners, Models.Sound, TargetScaling.Robust);
        var leaky = StudyScores.Claims(listeners, Models.PaperText, TargetScaling.Robust);

        Assert.Contains(sound.Claims, claim => claim.OnOurs is { Verdict: ClaimVerdict.Holds or ClaimVerdict.DoesNotHold });
        Assert.All(leaky.Claims, claim => Assert.Null(claim.OnOurs));
        Assert.Equal("Not tested: split 'paper-text' gives networks no common songs; 'sound' does.", leaky.WhyNone);
    }

    private static Listener Listener(params IReadOnlyList<ReportNetwork> networks) =>
        new(1, networks, new Verdict(VerdictKind.NoSkill, "", "", null), [], [], Chosen: null, Heard: null);

    private static ReportNetwork Network(int steps, params (string Song, int Plays, double Estimate)[] estimates) => new(
        Models.Network(0.1, 0.2, steps: steps),
        [],
        [.. estimates.Select((estimate, fold) => new HeldOutEstimate(
            SongId.Parse(estimate.Song), estimate.Plays, [new SeedEstimate(fold, estimate.Estimate)]))]);
}
