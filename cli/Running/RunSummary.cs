using System.Globalization;
using PlayCount.Cli.Progress;
using PlayCount.Experiments.Reporting;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Sweeps;
using PlayCount.Songs;

namespace PlayCount.Cli.Running;

/// <summary>What a person reads at the end of a run: one line a listener.</summary>
internal sealed class RunSummary(StageDisplay display, SplitKind split)
{
    public void Show(
        IReadOnlyList<UserSongs> users,
        IReadOnlyList<NetworkOutcome> outcomes,
        IReadOnlyList<ListenerSkill> skills,
        int skippedSongs,
        string report)
    {
        display.Say("");
        if (Splitter.IsLeaky(split))
            display.Say("LEAKY split: clips of one song are trained on and scored on, so these scores say nothing of new songs.");
        display.Say("user  songs  best network        MSE  constant  ridge  R2     verdict");
        foreach (var user in users)
        {
            var results = outcomes.Select(outcome => outcome.Result).Where(result => result.User == user.Rank).ToArray();
            var skill = skills.FirstOrDefault(listener => listener.User == user.Rank);
            display.Say(Text($"{user.Rank,4}  {user.Songs.Count,5}  {Outcome(user, results, skill)}"));
        }

        display.Say("");
        display.Say("The best of many networks is lucky as well as good: the verdict allows for that, the R2 does not.");
        if (skippedSongs > 0)
            display.Say($"Left out for want of usable audio: {Counted.Of(skippedSongs, "song")}; results.json tells which and why.");
        display.Say($"Report: {report}");
    }

    private static string Outcome(UserSongs user, NetworkResult[] results, ListenerSkill? skill)
    {
        if (results.Where(result => result.R2 is not null).MaxBy(result => result.R2) is not { } best)
            return WhyUnscored(user, results);
        var tries = Text($"{results.Length,3} {Counted.Noun(results.Length, "network"),-8}");
        var baselines = best.Baselines!;
        var scores = Text($"{best.ScoredMse,6:0.000}  {baselines.BetterConstant,8:0.000}")
            + Text($"  {baselines[BaselineNames.Ridge],5:0.000}  {best.R2,5:0.00}");
        var model = best.HasModel ? "" : "; no model: training on all songs diverged";
        return Text($"{best.Layers} x {best.Steps,-2} of {tries} {scores}  {Verdict(skill)}{model}");
    }

    private static string WhyUnscored(UserSongs user, NetworkResult[] results)
    {
        if (user.Songs.Count == 0)
            return "no song has audio: put files named by Spotify id or song id into the audio folder";
        if (Array.Exists(results, result => result.ScoredMse is not null))
            return "all plays equal: nothing to learn";
        return Array.TrueForAll(results, result => result.Status == NetworkStatus.TooShort)
            ? "none could be scored: too few songs with audio reach the steps"
            : "none could be scored: training diverged";
    }

    private static string Verdict(ListenerSkill? skill) => skill is null or { Verdict: SkillVerdict.None }
        ? "no verdict"
        : SkillWords.Answer(skill) + (skill is { Verdict: SkillVerdict.Skill, Corrected: { } corrected }
            ? Text($": R2 {corrected.R2:0.00} ({corrected.Low:0.00} to {corrected.High:0.00}) corrected for the choosing")
            : "");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
