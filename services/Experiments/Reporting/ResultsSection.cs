using System.Text.Json;
using System.Xml;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Sweeps;

namespace PlayCount.Experiments.Reporting;

/// <summary>One listener's networks beside the baselines on the same rows, their curves, and the best one's estimates.</summary>
internal static class ResultsSection
{
    /// <summary>With more networks than these, tables of all of them are folded: the drawings show all.</summary>
    public const int MostOpen = 12;

    private static readonly Header[] Headers =
        ["Layers", "Steps", "Songs", "R²", "MSE", "Network minus better constant", new("Run", IsText: true)];

    private static readonly Header[] BaselineHeaders =
        ["Layers", "Steps", "Network", .. BaselineNames.All.Select(name => (Header)BaselineLabel.Of(name))];

    public static void Write(XmlWriter page, Listener listener, ReportSplit split) => page.Element("section", () =>
    {
        page.Element("h2", $"Listener {listener.Rank}");
        page.Element("p", () =>
        {
            page.Element("strong", listener.Verdict.Answer + ".");
            page.Text(" " + listener.Verdict.Reason);
        });
        if (listener.Networks.Count == 0)
            return;

        CurveChart.Write(page, listener.Rank, listener.Networks);
        if (listener.Networks.FirstOrDefault(network => network.Result == listener.Verdict.Best) is { } best)
            EstimateChart.Write(page, listener.Rank, best);
        HeardChart.Write(page, listener.Heard);
        LearnedChart.Write(page, listener.Chosen, listener.Networks.FirstOrDefault(network => listener.Chosen
            == new NetworkKey(listener.Rank, network.Result.Layers, network.Result.Steps))?.Learned ?? []);
        HeatChart.Write(page, listener);

        var networks = Figures.Count(listener.Networks.Count, "network");
        page.FoldedIf(listener.Networks.Count > MostOpen, $"Scores of {networks} beside the better constant", () =>
            Scores(page, listener, split));
        if (listener.Networks.Count > MostOpen)
            Baselines(page, listener, "the best network, ", listener.Networks.Where(network => network.Result == listener.Verdict.Best));
        page.FoldedIf(listener.Networks.Count > MostOpen, $"Baselines beside {networks}", () =>
            Baselines(page, listener, "", listener.Networks));
        MetricsSection.Write(page, listener);
    }, "id", $"listener-{listener.Rank}");

    private static void Scores(XmlWriter page, Listener listener, ReportSplit split) =>
        page.Table($"Listener {listener.Rank}: squared errors of scaled plays on held-out {(split.ScoresSongs ? "songs" : "samples")}"
            + "; [95 % interval], ✓ where it lies below 0" + (split.IsLeaky ? ", LEAKY split" : ""), Headers, () =>
        {
            foreach (var network in listener.Networks)
                Row(page, network.Result, network.Result == listener.Verdict.Best);
        }, NetworksFile.FileName);

    private static void Baselines(XmlWriter page, Listener listener, string whose, IEnumerable<ReportNetwork> networks) =>
        page.Table($"Listener {listener.Rank}: {whose}mean squared errors of the baselines on the same rows, then network minus "
            + "baseline [95 % interval], ✓ where it lies below 0", BaselineHeaders, () =>
        {
            foreach (var network in networks)
                BaselinesRow(page, network.Result, network.Result == listener.Verdict.Best);
        }, NetworksFile.FileName);

    private static void Row(XmlWriter page, NetworkResult network, bool isBest) => page.Element("tr", () =>
    {
        page.Element("th", Figures.Count(network.Layers), "scope", "row");
        page.Element("th", Figures.Count(network.Steps), "scope", "row");
        page.Element("td", Figures.Count(network.ValidationSongs));
        page.Element("td", Figures.Show(network.R2));
        page.Element("td", Figures.Show(network.ScoredMse));
        page.Element("td", () => Difference(page, network.AgainstConstant), "class", "interval");
        var status = JsonNamingPolicy.CamelCase.ConvertName(network.Status.ToString());
        page.Element("td", status + (isBest ? ", best" : ""), "class", "word");
    }, "class", isBest ? "best" : "");

    private static void BaselinesRow(XmlWriter page, NetworkResult network, bool isBest) => page.Element("tr", () =>
    {
        page.Element("th", Figures.Count(network.Layers), "scope", "row");
        page.Element("th", Figures.Count(network.Steps), "scope", "row");
        page.Element("td", Figures.Show(network.ScoredMse));
        foreach (var name in BaselineNames.All)
            Baseline(page, network, name);
    }, "class", isBest ? "best" : "");

    private static void Baseline(XmlWriter page, NetworkResult network, string name) => page.Element("td", () =>
    {
        page.Element("strong", Figures.Show(network.Baselines?.Find(name)));
        if (network.AgainstBaselines?.Find(name) is not { } difference)
            return;
        page.Text(" ");
        Difference(page, difference);
    }, "class", "interval stacked");

    // A narrow page parts the mean from its interval, and nothing else.
    private static void Difference(XmlWriter page, PairedDifference? difference)
    {
        page.Text(difference is null ? "–" : Figures.Show(difference.Mean));
        if (difference is null)
            return;
        page.Text(" ");
        var mark = difference.High < 0 ? " ✓" : "";
        page.Element("span", $"[{Figures.Show(difference.Low)}, {Figures.Show(difference.High)}]{mark}");
    }
}
