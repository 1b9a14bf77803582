using System.Xml;
using PlayCount.Learning.Published;

namespace PlayCount.Experiments.Reporting;

/// <summary>The small picture of one published network, and of one of ours beside it where there is one.</summary>
internal static class RunPanel
{
    private static readonly Canvas Size = new(Width: 340, Height: 220, Left: 48, Right: 322, Top: 10, Bottom: 178);

    /// <summary>More points than this do not show in a small picture.</summary>
    private const int MostPoints = 100;

    public static void Write(XmlWriter page, string id, FigureSeries series, OurRun? ours = null)
    {
        var constant = ConstantComparison.All[series.Published.User - 1].Errors;
        RunCurve[] shown = series.KeepsRule || series.ByRule is null ? [series.Published] : [series.Published, series.ByRule];
        var (low, high) = (constant.Quantile(0.25), constant.Quantile(0.75));
        IEnumerable<RunCurve> all = ours is null ? shown : shown.Append(ours.Run);
        var y = Axis.OfErrors(all.SelectMany(run => run.ValidationMse).Append(low).Append(high), Size.Bottom, Size.Top);
        var x = Axis.OfEpochs(Math.Max(PublishedStudy.Epochs, ours?.Run.ValidationMse.Count ?? 0), Size.Left, Size.Right);
        var title = $"Listener {series.Published.User}: {Name(series.Published)}";
        page.Element("figure", () =>
        {
            page.Picture(id, title, Description(series, constant, ours), Size, () =>
            {
                page.Empty("rect", "class", "band", "x", Figures.Coordinate(Size.Left), "y", Figures.Coordinate(y.At(high)),
                    "width", Figures.Coordinate(Size.Right - Size.Left), "height", Figures.Coordinate(y.At(low) - y.At(high)));
                page.Axes(x, "epoch", y, "MSE", Size);
                page.Line("constant", Size.Left, y.At(constant.Median), Size.Right, y.At(constant.Median));
                foreach (var (place, run) in shown.Index().Reverse())
                    Curve(page, run, place == 0 ? "line s0" : "line ruled s1", x, y);
                if (ours is not null)
                    Curve(page, ours.Run, "line ours s2", x, y);
            });
            page.Element("figcaption", () =>
            {
                Caption(page, title, series);
                if (ours is null)
                    return;
                page.Text($" Ours, {Name(ours.Run)}: {Ends(ours.Run)}.");
                if (ours.KeepsRule)
                    return;
                page.Text(" ");
                page.Element("span", "Ours breaks the rule.", "class", "broken");
            });
        });
    }

    private static void Curve(XmlWriter page, RunCurve run, string look, Axis x, Axis y) => page.Empty(
        "polyline", "class", look, "points", string.Join(' ', run.ValidationMse.Index().Where(epoch => IsShown(epoch.Index, run))
            .Select(epoch => $"{Figures.Coordinate(x.At(epoch.Index + 1))},{Figures.Coordinate(y.At(epoch.Item))}")));

    private static bool IsShown(int epoch, RunCurve run) =>
        epoch % (((run.ValidationMse.Count - 1) / MostPoints) + 1) == 0 || epoch == run.ValidationMse.Count - 1;

    private static void Caption(XmlWriter page, string title, FigureSeries series)
    {
        page.Element("strong", title);
        page.Text($": {Ends(series.Published)}.");
        if (series.IsLeftOff)
            page.Text(" Left off the paper’s figure.");
        if (series.KeepsRule || series.ByRule is not { } ruled)
            return;
        page.Text(" ");
        page.Element("span", "Breaks the rule", "class", "broken");
        page.Text($", which picks {Name(ruled)}: {Ends(ruled)}.");
    }

    private static string Description(FigureSeries series, ConstantErrors constant, OurRun? ours) =>
        $"Validation MSE {Ends(series.Published)}, lowest {Figures.Show(series.Published.Lowest)}. "
        + (series.KeepsRule || series.ByRule is not { } ruled ? "" : $"By the rule {Name(ruled)}: {Ends(ruled)}. ")
        + (ours is null ? "" : $"Ours, {Name(ours.Run)}: {Ends(ours.Run)}. ")
        + $"Half of the splits give a constant {Figures.Show(constant.Quantile(0.25))} to {Figures.Show(constant.Quantile(0.75))}.";

    private static string Name(RunCurve run) => $"{Figures.Count(run.Layers, "layer")} × {Figures.Count(run.Steps, "step")}";

    private static string Ends(RunCurve run) => $"{Figures.Show(run.First)} → {Figures.Show(run.Final)}";
}

/// <summary>A network of ours beside a published one.</summary>
/// <param name="Run">Its curve.</param>
/// <param name="KeepsRule">Whether the figure's rule allows it.</param>
internal sealed record OurRun(RunCurve Run, bool KeepsRule);
