using PlayCount.Experiments.Reporting;
using PlayCount.Learning.Evaluation;

namespace PlayCount.Services.Tests.Reporting;

public sealed class VerdictTests
{
    private const int Songs = 60;

    [Fact]
    public void Skill_with_all_that_stands_behind_it()
    {
        var verdict = Of(Models.Skill());

        Assert.Equal((VerdictKind.Skill, "Skill"), (verdict.Kind, verdict.Answer));
        Assert.Equal(
            "Best of 4 networks on the 51 songs long enough for all: 2 layers × 18 steps, R² 0.470 there. Corrected for the choosing, R² "
            + "is 0.410 (95\u00A0% interval 0.220 to 0.580). Were there no link between sound and plays, the best would be as good with a "
            + "chance of 0.0007, counting all listeners; at most 0.01 is asked. An R² of 0.360 would be found in 80 of 100 cases.",
            verdict.Reason);
    }

    [Fact]
    public void What_the_folds_chose_by_inner_folds_stands_beside_the_correction()
    {
        var nested = new NestedSkill(51, 0.37, 0.17, 0.53, [new FoldChoice(0, 40, 1, 6), new FoldChoice(1, 41, 2, 18)]);

        Assert.Contains(
            "(95\u00A0% interval 0.220 to 0.580). Chosen anew in each fold by inner folds of its training songs, R² is 0.370 (95\u00A0% "
            + "interval 0.170 to 0.530); the folds chose 1 × 6, 2 × 18 (layers × steps). Were there",
            Of(Models.Skill() with { Nested = nested }).Reason,
            StringComparison.Ordinal);
        Assert.Contains(
            "R² is 0.370 (no interval could be computed)",
            Of(Models.Skill() with { Nested = nested with { Low = null, High = null } }).Reason,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.12, "No skill above R² 0.120")]
    [InlineData(-0.3, "No skill above R² 0")]
    public void No_skill_above_the_upper_end_of_the_interval(double high, string answer)
    {
        var verdict = Of(Models.Skill(SkillVerdict.NoSkill) with { Corrected = new CorrectedSkill(-0.4, -0.8, high), AdjustedP = 0.6 });

        Assert.Equal((VerdictKind.NoSkill, answer), (verdict.Kind, verdict.Answer));
        Assert.DoesNotContain("do follow", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void No_skill_where_estimates_follow_the_plays_and_a_constant_is_closer() =>
        Assert.Contains("do follow the plays", Of(Models.Skill(SkillVerdict.NoSkill)).Reason, StringComparison.Ordinal);

    [Fact]
    public void Too_few_songs_to_tell_where_nothing_could_be_tested()
    {
        var verdict = Of(Models.Skill(SkillVerdict.TooFewSongs) with { P = null, AdjustedP = null, DetectableR2 = null });

        Assert.Equal((VerdictKind.TooFewSongs, "Too few songs to tell"), (verdict.Kind, verdict.Answer));
        Assert.Contains("needs folds that hold out several songs", verdict.Reason, StringComparison.Ordinal);
        Assert.Contains("No R², however high", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_songs_where_none_is_long_enough_for_all() => Assert.Equal(
        "No song is long enough for all of 4 networks.",
        Of(new ListenerSkill(1, SkillVerdict.TooFewSongs, Networks: 4, Songs: 0)).Reason);

    [Fact]
    public void No_verdict_where_a_constant_is_always_right_on_the_common_songs()
    {
        var verdict = Of(new ListenerSkill(1, SkillVerdict.None, Networks: 4, Songs: 7));

        Assert.Equal((VerdictKind.NotTested, "No verdict"), (verdict.Kind, verdict.Answer));
        Assert.Equal("On the 7 songs long enough for all of 4 networks a constant is always right.", verdict.Reason);
    }

    [Fact]
    public void Too_few_songs_when_none_is_long_enough()
    {
        var verdict = Verdict.Of(
            [Models.Unscored(NetworkStatus.TooShort), Models.Unscored(NetworkStatus.TooShort, steps: 12)], null, Models.Sound, Songs);

        Assert.Equal(VerdictKind.TooFewSongs, verdict.Kind);
        Assert.StartsWith("None of 2 networks found enough songs", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_trained_without_networks() =>
        Assert.Equal((VerdictKind.NothingTrained, "Nothing trained"), Outcome([]));

    [Fact]
    public void Nothing_trained_to_the_end_when_all_became_infinite() =>
        Assert.Equal((VerdictKind.NothingTrained, "Nothing trained to the end"), Outcome([Models.Unscored(NetworkStatus.NonFinite)]));

    [Fact]
    public void Nothing_to_learn_where_all_plays_are_equal()
    {
        var verdict = Verdict.Of([Models.Network(r2: null, high: 0.3) with { ScoredMse = 0.25 }], Models.Skill(), Models.Sound, Songs);

        Assert.Equal((VerdictKind.NoSkill, "Nothing to learn"), (verdict.Kind, verdict.Answer));
        Assert.StartsWith("All plays are equal", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void No_song_has_audio_before_anything_is_said_of_steps()
    {
        var verdict = Verdict.Of([Models.Unscored(NetworkStatus.TooShort)], null, Models.Sound, songsWithAudio: 0);

        Assert.Equal((VerdictKind.TooFewSongs, "No song has audio"), (verdict.Kind, verdict.Answer));
        Assert.Contains("files named by Spotify id or song id", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void No_evidence_from_a_leaky_split_however_good_the_score()
    {
        var verdict = Verdict.Of([Models.Network(r2: 0.93, high: -0.8)], Models.Skill(), Models.PaperText, Songs);

        Assert.Equal((VerdictKind.Leaky, "No evidence either way"), (verdict.Kind, verdict.Answer));
        Assert.Contains("LEAKY", verdict.Reason, StringComparison.Ordinal);
        Assert.Contains("on 463 held-out samples of 58 songs", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void No_verdict_from_a_split_that_does_not_hold_out_whole_songs()
    {
        var verdict = Verdict.Of([Models.Network(r2: 0.41, high: -0.11)], Models.Skill(), Models.PaperCode, Songs);

        Assert.Equal((VerdictKind.NotTested, "No verdict"), (verdict.Kind, verdict.Answer));
        Assert.Contains("'paper-code'", verdict.Reason, StringComparison.Ordinal);
    }

    private static Verdict Of(ListenerSkill skill) => Verdict.Of([Models.Network(r2: 0.41, high: -0.11)], skill, Models.Sound, Songs);

    private static (VerdictKind Kind, string Answer) Outcome(IReadOnlyList<NetworkResult> networks)
    {
        var verdict = Verdict.Of(networks, null, Models.Sound, Songs);
        return (verdict.Kind, verdict.Answer);
    }
}
