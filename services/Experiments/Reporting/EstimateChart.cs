using System.Xml;

namespace PlayCount.Experiments.Reporting;

/// <summary>Held-out estimates of one network against what the listener really played.</summary>
internal static class EstimateChart
{
    public static void Write(XmlWriter page, int user, ReportNetwork network)
    {
        var shown = network.Estimates.Where(estimate => double.IsFinite(estimate.Estimate)).ToList();
        if (shown.Count == 0)
            return;

        var low = Math.Min(0, shown.Min(estimate => estimate.Estimate));
        var high = shown.Max(estimate => Math.Max(estimate.Plays, estimate.Estimate));
        var x = Axis.OfPlays(0, shown.Max(estimate => estimate.Plays) * 1.1, Drawing.Left + 8, Drawing.Right);
        var y = Axis.OfPlays(low, high * 1.1, Drawing.Bottom - 8, Drawing.Top);
        var title = $"Held-out estimates of listener {user}";
        page.Element("figure", () =>
        {
            page.Element("figcaption", $"{title}: {Verdict.Name(network.Result)}, {Figures.Count(shown.Count, "song")}. On the line an "
                + "estimate is right; all are in predictions.csv.");
            page.Scrolling(title, () => page.Picture($"estimates-{user}", title,
                $"{Figures.Count(shown.Count, "song")}: played {shown.Min(s => s.Plays)} to {shown.Max(s => s.Plays)} times, estimated "
                + $"{Figures.Show(shown.Min(s => s.Estimate))} to {Figures.Show(shown.Max(s => s.Estimate))}.", () =>
            {
                page.Axes(x, "plays", y, "estimated plays");
                Diagonal(page, x, y, Math.Min(shown.Max(estimate => estimate.Plays), high));
                foreach (var estimate in shown)
                    Point(page, estimate, x, y);
            }));
        });
    }

    // Both axes bend alike, yet they may differ in length: the line of right estimates is drawn point by point.
    private static void Diagonal(XmlWriter page, Axis x, Axis y, double most)
    {
        const int Pieces = 40;
        var points = Enumerable.Range(0, Pieces + 1).Select(i => Math.Pow(1 + most, (double)i / Pieces) - 1);
        page.Empty("polyline", "class", "constant",
            "points", string.Join(' ', points.Select(plays => $"{Figures.Coordinate(x.At(plays))},{Figures.Coordinate(y.At(plays))}")));
    }

    private static void Point(XmlWriter page, HeldOutEstimate estimate, Axis x, Axis y) =>
        page.Element("circle", () => page.Element("title",
                $"{estimate.Song}: {Figures.Count(estimate.Plays, "play")}, estimate {Figures.Show(estimate.Estimate)}"),
            "class", "point", "r", "4", "cx", Figures.Coordinate(x.At(estimate.Plays)), "cy", Figures.Coordinate(y.At(estimate.Estimate)));
}
