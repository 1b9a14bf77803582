using System.Xml;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Sweeps;

namespace PlayCount.Experiments.Reporting;

/// <summary>A listener's networks on equal songs, and each on its own songs by every figure.</summary>
internal static class MetricsSection
{
    private static readonly (string Name, MetricUnit Unit, string Title)[] Shown =
    [
        ("r2", MetricUnit.Plays, "R²"), ("mse", MetricUnit.Plays, "MSE"), ("rmse", MetricUnit.Plays, "RMSE"),
        ("mae", MetricUnit.Plays, "MAE"), ("spearman", MetricUnit.Plays, "Spearman"), ("kendall", MetricUnit.Plays, "Kendall τ-b"),
        ("poissonDeviance", MetricUnit.Plays, "Poisson deviance"), ("ndcg", MetricUnit.Plays, "NDCG@10"),
        ("r2", MetricUnit.Scaled, "R², scaled"), ("rmse", MetricUnit.Scaled, "RMSE, scaled"), ("mae", MetricUnit.Scaled, "MAE, scaled"),
    ];

    private static readonly Header[] Headers = ["Layers", "Steps", "Songs", "Samples", .. Shown.Select(figure => new Header(figure.Title))];

    public static void Write(XmlWriter page, Listener listener)
    {
        if (listener.CommonSongs is [var first, ..] and { Count: > 1 })
        {
            page.FoldedIf(listener.CommonSongs.Count > ResultsSection.MostOpen, "Every network on the same songs", () =>
                Table(page, $"Listener {listener.Rank}: all networks on the {Figures.Count(first.Songs, "song")} long enough for all; "
                    + "errors in plays, [95 % interval]", listener.CommonSongs, figures: 8));
        }

        if (listener.OwnSongs.Count == 0)
            return;
        page.FoldedIf(true, "Every figure of every network on all its songs", () =>
            Table(page, $"Listener {listener.Rank}: each network on the songs long enough for it, each song once; errors in plays unless "
                + "scaled, [95 % interval]", listener.OwnSongs, Shown.Length));
    }

    private static void Table(XmlWriter page, string caption, IEnumerable<NetworkMetrics> networks, int figures) =>
        page.Table(caption, Headers[..(4 + figures)], () =>
        {
            foreach (var network in networks.OrderBy(network => network.Layers).ThenBy(network => network.Steps))
            {
                page.Element("tr", () =>
                {
                    page.Element("th", Figures.Count(network.Layers), "scope", "row");
                    page.Element("th", Figures.Count(network.Steps), "scope", "row");
                    page.Element("td", Figures.Count(network.Songs));
                    page.Element("td", Figures.Count(network.Samples));
                    foreach (var (name, unit, _) in Shown.AsSpan(0, figures))
                        Cell(page, network.Metrics.FirstOrDefault(metric => metric.Name == name && metric.Unit == unit));
                });
            }
        }, MetricsFile.FileName);

    private static void Cell(XmlWriter page, Metric? metric) => page.Element("td", () =>
    {
        page.Text(Figures.Show(metric?.Value));
        if (metric?.Low is null)
            return;
        page.Text(" ");
        page.Element("span", $"[{Figures.Show(metric.Low)}, {Figures.Show(metric.High)}]");
    }, "class", "interval");
}
