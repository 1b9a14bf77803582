using PlayCount.Experiments.Reporting;
using PlayCount.Learning.Evaluation;

namespace PlayCount.Services.Tests.Reporting;

public sealed class VerdictTests
{
    private const int Songs = 60;

    [Fact]
    public void Skill_when_the_interval_lies_below_0()
    {
        var verdict = Verdict.Of([Models.Network(r2: 0.41, high: -0.11)], Models.Sound, Songs);

        Assert.Equal(VerdictKind.Skill, verdict.Kind);
        Assert.Equal(
            "1 of 1 network beats the better constant. Best: 2 layers × 18 steps, R² 0.410 on 58 held-out songs, 95\u00A0% interval of the "
            + "squared-error difference -0.530 to -0.110.",
            verdict.Reason);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.02)]
    [InlineData(null)]
    public void No_skill_when_the_interval_reaches_0_or_is_missing(double? high)
    {
        var verdict = Verdict.Of([Models.Network(r2: 0.41, high)], Models.Sound, Songs);

        Assert.Equal(VerdictKind.NoSkill, verdict.Kind);
        Assert.StartsWith("None of 1 network beats the better constant.", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Not_settled_when_chance_gives_as_many_winners_among_so_many_tries()
    {
        var losers = Enumerable.Range(1, 9).Select(steps => Models.Network(r2: -0.1, high: 0.3, steps: steps));

        var verdict = Verdict.Of([.. losers, Models.Network(r2: 0.2, high: -0.01, steps: 12)], Models.Sound, Songs);

        Assert.Equal(VerdictKind.Unsettled, verdict.Kind);
        Assert.StartsWith("1 of 10 networks beats the better constant.", verdict.Reason, StringComparison.Ordinal);
        Assert.Equal(12, verdict.Best!.Steps);
    }

    // Binomial tail with p = 0.025: P(X >= 1 | 2) = 0.0494, P(X >= 1 | 3) = 0.0731, P(X >= 2 | 10) = 0.0246, P(X >= 4 | 48) = 0.0324,
    // P(X >= 3 | 48) = 0.1185.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(10, 2)]
    [InlineData(48, 4)]
    public void Wants_more_winners_the_more_networks_tried(int tries, int winners) =>
        Assert.Equal(winners, Verdict.WinnersBeyondChance(tries));

    [Theory]
    [InlineData(9, VerdictKind.TooFewSongs)]
    [InlineData(10, VerdictKind.Skill)]
    internal void Too_few_songs_below_ten(int songs, VerdictKind expected) =>
        Assert.Equal(expected, Verdict.Of([Models.Network(r2: 0.6, high: -0.4, songs: songs)], Models.Sound, Songs).Kind);

    [Fact]
    public void Too_few_songs_when_none_is_long_enough()
    {
        var verdict = Verdict.Of(
            [Models.Unscored(NetworkStatus.TooShort), Models.Unscored(NetworkStatus.TooShort, steps: 12)], Models.Sound, Songs);

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
        var verdict = Verdict.Of([Models.Network(r2: null, high: 0.3) with { ScoredMse = 0.25 }], Models.Sound, Songs);

        Assert.Equal((VerdictKind.NoSkill, "Nothing to learn"), (verdict.Kind, verdict.Answer));
        Assert.StartsWith("All plays are equal", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void No_song_has_audio_before_anything_is_said_of_steps()
    {
        var verdict = Verdict.Of([Models.Unscored(NetworkStatus.TooShort)], Models.Sound, songsWithAudio: 0);

        Assert.Equal((VerdictKind.TooFewSongs, "No song has audio"), (verdict.Kind, verdict.Answer));
        Assert.Contains("files named by Spotify id or song id", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void No_evidence_from_a_leaky_split_however_good_the_score()
    {
        var verdict = Verdict.Of([Models.Network(r2: 0.93, high: -0.8)], Models.PaperText, Songs);

        Assert.Equal((VerdictKind.Leaky, "No evidence either way"), (verdict.Kind, verdict.Answer));
        Assert.Contains("LEAKY", verdict.Reason, StringComparison.Ordinal);
        Assert.Contains("on 463 held-out samples of 58 songs", verdict.Reason, StringComparison.Ordinal);
    }

    private static (VerdictKind Kind, string Answer) Outcome(IReadOnlyList<NetworkResult> networks)
    {
        var verdict = Verdict.Of(networks, Models.Sound, Songs);
        return (verdict.Kind, verdict.Answer);
    }
}
