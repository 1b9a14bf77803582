using System.Xml;
using PlayCount.Learning.Sweeps;

namespace PlayCount.Experiments.Reporting;

/// <summary>Whom rankings by estimate put forward, beside rankings by popularity.</summary>
internal static class ExposureSection
{
    private static readonly Header[] Headers =
        ["Listener", new("Network", IsText: true), "Songs", "First places", "By estimate", "By popularity", "By own plays", "By chance"];

    private static readonly Header[] GiniHeaders = ["First places", "Listeners", "Songs", "By estimate", "By popularity"];

    /// <summary>Writes the section; nothing where no listener has a chosen network.</summary>
    public static void Write(XmlWriter page, StudyUse? use)
    {
        if (use is not { LeastPlayed.Count: > 0 })
            return;
        page.Element("section", () =>
        {
            page.Element("h2", "Whom rankings put forward", "id", "exposure");
            page.Element("p", "Held-out songs of each listener, ranked by the chosen network's estimates or by popularity: the plays of "
                + "the study's other listeners. Songs of one rank share their places.", "class", "note");
            page.Table("Share of the first places that the half of the songs least played by others takes", Headers, () =>
            {
                foreach (var share in use.LeastPlayed)
                    Row(page, share);
            }, UseFiles.LeastPlayed);
            page.Table("Gini’s coefficient of the exposure that songs get in all listeners’ rankings together: 0 where all get the same, "
                + "near 1 where few get all; place p gives 1 / log2(p + 1)", GiniHeaders, () =>
            {
                foreach (var gini in use.Gini)
                {
                    page.Element("tr", () =>
                    {
                        page.Element("th", gini.Top, "scope", "row");
                        page.Element("td", Figures.Count(gini.Listeners));
                        page.Element("td", Figures.Count(gini.Songs));
                        page.Element("td", Figures.Show(gini.ByEstimate));
                        page.Element("td", Figures.Show(gini.ByPopularity));
                    });
                }
            }, UseFiles.Gini);
        });
    }

    private static void Row(XmlWriter page, LeastPlayedShares share) => page.Element("tr", () =>
    {
        page.Element("th", Figures.Count(share.User), "scope", "row");
        page.Element("td", Verdict.Name(share.Layers, share.Steps), "class", "word");
        page.Element("td", Figures.Count(share.Songs));
        page.Element("td", share.Top == Figures.Count(share.Places) ? share.Top : $"{share.Top}: {Figures.Count(share.Places)}");
        foreach (var part in (double[])[share.ByEstimate, share.ByPopularity, share.ByPlays, share.ByChance])
            page.Element("td", Figures.Show(part));
    });
}
