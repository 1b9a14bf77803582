using System.Globalization;
using PlayCount.Experiments.Reporting;
using PlayCount.Learning.Published;

namespace PlayCount.Cli.Paper;

/// <summary>The published results as text: the verdict, a line a listener, the figures' networks, the claims.</summary>
internal static class PaperSummary
{
    private const int ClaimWidth = 36;
    private const int TextWidth = 100;

    public static void Write(TextWriter output, IReadOnlyList<PaperFigure> figures, IReadOnlyList<Claim> claims)
    {
        output.WriteLine(PaperPage.Verdict());
        output.WriteLine();
        output.WriteLine("user  songs  lowest final MSE  of       constant's median  worse than it   diverging");
        foreach (var listener in ConstantComparison.All)
            output.WriteLine(Line(listener));
        output.WriteLine();
        output.WriteLine("Figures: layers x steps of users 1 to 5 as published, and by the figure's rule where that picks another");
        foreach (var figure in figures)
            output.WriteLine(Text($"{figure.Number,6}  {string.Join(", ", figure.Series.Select(Series))}"));
        output.WriteLine();
        output.WriteLine("Claims, on the published curves");
        foreach (var claim in claims)
            Write(output, claim);
    }

    private static string Line(ConstantComparison listener)
    {
        var runs = PublishedStudy.Runs.Where(run => run.User == listener.User).ToArray();
        var lowest = RunRules.LowestFinal(runs);
        return Text($"{listener.User,4}  {listener.Songs,5}  {lowest.Final,16:0.000}  {Name(lowest),-6}  {listener.Errors.Median,18:0.000}")
            + Text($"  {listener.Worse} of {listener.Networks}, {100 * listener.Share:0} %")
            + Text($"  {runs.Count(run => run.Diverges)} of {runs.Length}");
    }

    private static string Series(FigureSeries series)
    {
        var ruled = series.KeepsRule || series.ByRule is null ? "" : $" (rule: {Name(series.ByRule)})";
        return $"{Name(series.Published)}{(series.IsLeftOff ? " left off" : "")}{ruled}";
    }

    private static void Write(TextWriter output, Claim claim)
    {
        var verdict = claim.OnPublished.Verdict switch
        {
            ClaimVerdict.Holds => "holds",
            ClaimVerdict.DoesNotHold => "does not hold",
            _ => "cannot be told",
        };
        output.WriteLine($"  {claim.Name.PadRight(ClaimWidth)}  {verdict}");
        var line = "   ";
        foreach (var word in claim.OnPublished.Result.Split(' '))
        {
            if (line.Length + word.Length >= TextWidth)
            {
                output.WriteLine(line);
                line = "   ";
            }

            line += " " + word;
        }

        output.WriteLine(line);
    }

    private static string Name(RunCurve run) => Text($"{run.Layers} x {run.Steps}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
