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

        var (least, most) = (shown.Min(estimate => estimate.Plays), shown.Max(estimate => estimate.Plays));
        var low = Math.Min(least, shown.Min(estimate => estimate.Estimate));
        var high = Math.Max(most, shown.Max(estimate => estimate.Estimate));
        var bent = Axis.Bends(low, high);
        var x = Axis.OfPlays(least, most, bent, Drawing.Left + 8, Drawing.Right);
        var y = Axis.OfPlays(low, high, bent, Drawing.Bottom - 8, Drawing.Top);
        var title = $"Held-out estimates of listener {user}";
        page.Element("figure", () =>
        {
            page.Element("figcaption", () =>
            {
                page.Text($"{title}: {Verdict.Name(network.Result)}, {Figures.Count(shown.Count, "song")}. On the line an estimate is "
                    + "right; all are in ");
                page.File(ResultFiles.Estimates);
            });
            page.Scrolling(title, () => page.Picture($"estimates-{user}", title,
                $"{Figures.Count(shown.Count, "song")}: played {least} to {most} times, estimated "
                + $"{Figures.Show(shown.Min(s => s.Estimate))} to {Figures.Show(shown.Max(s => s.Estimate))}.", () =>
            {
                page.Axes(x, "plays", y, "estimated plays");
                Diagonal(page, x, y, least, most);
                foreach (var estimate in shown)
                    Point(page, estimate, x, y);
            }));
        });
    }

    // Both axes bend alike, yet they may differ in length: the line of right estimates is drawn point by point.
    private static void Diagonal(XmlWriter page, Axis x, Axis y, double least, double most)
    {
        const int Pieces = 40;
        var points = Enumerable.Range(0, Pieces + 1).Select(i => least + ((most - least) * Math.Pow((double)i / Pieces, 2)));
        page.Empty("polyline", "class", "constant",
            "points", string.Join(' ', points.Select(plays => $"{Figures.Coordinate(x.At(plays))},{Figures.Coordinate(y.At(plays))}")));
    }

    private static void Point(XmlWriter page, HeldOutEstimate estimate, Axis x, Axis y) =>
        page.Element("circle", () => page.Element("title",
                $"{estimate.Song}: {Figures.Count(estimate.Plays, "play")}, estimate {Figures.Show(estimate.Estimate)}"),
            "class", "point", "r", "4", "cx", Figures.Coordinate(x.At(estimate.Plays)), "cy", Figures.Coordinate(y.At(estimate.Estimate)));
}
