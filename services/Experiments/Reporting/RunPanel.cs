using System.Xml;
using PlayCount.Learning.Published;

namespace PlayCount.Experiments.Reporting;

/// <summary>The small picture of one published network.</summary>
internal static class RunPanel
{
    private static readonly Canvas Size = new(Width: 340, Height: 220, Left: 48, Right: 322, Top: 10, Bottom: 178);

    public static void Write(XmlWriter page, string id, FigureSeries series)
    {
        var constant = ConstantComparison.All[series.Published.User - 1].Errors;
        RunCurve[] shown = series.KeepsRule || series.ByRule is null ? [series.Published] : [series.Published, series.ByRule];
        var (low, high) = (constant.Quantile(0.25), constant.Quantile(0.75));
        var y = Axis.OfErrors(shown.SelectMany(run => run.ValidationMse).Append(low).Append(high), Size.Bottom, Size.Top);
        var x = Axis.OfEpochs(PublishedStudy.Epochs, Size.Left, Size.Right);
        var title = $"Listener {series.Published.User}: {Name(series.Published)}";
        page.Element("figure", () =>
        {
            page.Picture(id, title, Description(series, constant), Size, () =>
            {
                page.Empty("rect", "class", "band", "x", Figures.Coordinate(Size.Left), "y", Figures.Coordinate(y.At(high)),
                    "width", Figures.Coordinate(Size.Right - Size.Left), "height", Figures.Coordinate(y.At(low) - y.At(high)));
                page.Axes(x, "epoch", y, "MSE", Size);
                page.Line("constant", Size.Left, y.At(constant.Median), Size.Right, y.At(constant.Median));
                foreach (var (place, run) in shown.Index().Reverse())
                    Curve(page, run, place == 0 ? "line s0" : "line ruled s1", x, y);
            });
            page.Element("figcaption", () => Caption(page, title, series));
        });
    }

    private static void Curve(XmlWriter page, RunCurve run, string look, Axis x, Axis y) => page.Empty(
        "polyline", "class", look, "points", string.Join(' ', run.ValidationMse.Select((mse, epoch) =>
            $"{Figures.Coordinate(x.At(epoch + 1))},{Figures.Coordinate(y.At(mse))}")));

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

    private static string Description(FigureSeries series, ConstantErrors constant) =>
        $"Validation MSE {Ends(series.Published)}, lowest {Figures.Show(series.Published.Lowest)}. "
        + (series.KeepsRule || series.ByRule is not { } ruled ? "" : $"By the rule {Name(ruled)}: {Ends(ruled)}. ")
        + $"Half of the splits give a constant {Figures.Show(constant.Quantile(0.25))} to {Figures.Show(constant.Quantile(0.75))}.";

    private static string Name(RunCurve run) => $"{Figures.Count(run.Layers, "layer")} × {Figures.Count(run.Steps, "step")}";

    private static string Ends(RunCurve run) => $"{Figures.Show(run.First)} → {Figures.Show(run.Final)}";
}
