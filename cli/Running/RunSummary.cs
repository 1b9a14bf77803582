using System.Globalization;
using PlayCount.Cli.Progress;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Sampling;
using PlayCount.Training.Sweeping;

namespace PlayCount.Cli.Running;

/// <summary>What a person reads at the end of a run: one line a listener.</summary>
internal sealed class RunSummary(StageDisplay display, SplitKind split)
{
    public void Show(IReadOnlyList<UserSongs> users, IReadOnlyList<NetworkOutcome> outcomes, int skippedSongs, string report)
    {
        display.Say("");
        if (Splitter.IsLeaky(split))
            display.Say("LEAKY split: clips of one song are trained on and scored on, so these scores say nothing of new songs.");
        display.Say("user  songs  best network        MSE  constant  ridge  R2     against the better constant, 95 %");
        foreach (var user in users)
        {
            var results = outcomes.Select(outcome => outcome.Result).Where(result => result.User == user.Rank).ToArray();
            var best = results.Where(result => result.R2 is not null).OrderByDescending(result => result.R2).FirstOrDefault();
            display.Say(best is null
                ? Text($"{user.Rank,4}  {user.Songs.Count,5}  none could be scored: too few songs with audio reach the steps, or training diverged")
                : Text($"{user.Rank,4}  {user.Songs.Count,5}  {best.Layers} x {best.Steps,-2} of {results.Length,3} networks {best.ScoredMse,6:0.000}  {Constant(best),8:0.000}  {best.Baselines!.Ridge,5:0.000}  {best.R2,5:0.00}  {Against(best.AgainstConstant)}{(best.HasModel ? "" : "; no model: training on all songs diverged")}"));
        }

        display.Say("");
        display.Say("The best of many networks is lucky as well as good: read the report before you believe an R2.");
        if (skippedSongs > 0)
            display.Say(Text($"{skippedSongs} songs without usable audio were left out; results.json names them."));
        display.Say($"Report: {report}");
    }

    private static double Constant(NetworkResult result) => Math.Min(result.Baselines!.Mean, result.Baselines.Median);

    private static string Against(PairedDifference? difference) => difference switch
    {
        null => "too few songs",
        { High: < 0 } => Text($"better: {difference.Low:0.000} to {difference.High:0.000}"),
        { Low: > 0 } => Text($"worse: {difference.Low:0.000} to {difference.High:0.000}"),
        _ => Text($"no difference shown: {difference.Low:0.000} to {difference.High:0.000}"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
