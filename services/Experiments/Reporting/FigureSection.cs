using System.Xml;
using PlayCount.Learning.Published;

namespace PlayCount.Experiments.Reporting;

/// <summary>A figure of the paper: one small picture a line, beside what its rule picks and what a constant reaches.</summary>
internal static class FigureSection
{
    /// <summary>Writes it.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="figure">The figure.</param>
    /// <param name="ours">A study's networks, to stand beside; none: published lines alone.</param>
    public static void Write(XmlWriter page, PaperFigure figure, params IReadOnlyList<RunCurve> ours)
    {
        var beside = OurLines.Beside(figure, ours);
        page.Element("h3", $"Figure {figure.Number}. {figure.Title}", "id", $"figure-{figure.Number}");
        page.Element("p", $"Rule: {figure.Rule}. {Kept(figure)}", "class", "note");
        page.Element("div", () =>
        {
            foreach (var (place, series) in figure.Series.Index())
            {
                RunPanel.Write(
                    page, $"figure-{figure.Number}-{place + 1}", series,
                    beside[place] is { } run ? new OurRun(run, OurLines.KeepsRule(figure, run)) : null);
            }

        }, "class", "panels");
    }

    /// <summary>What the lines of all the pictures mean.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="withOurs">Whether a study's networks stand beside.</param>
    public static void Legend(XmlWriter page, bool withOurs = false) => page.Element("ul", () =>
    {
        if (withOurs)
            Entry(page, "ours", () => page.Empty("path", "class", "line ours s2", "d", "M0 7L40 7"));
        Entry(page, "published", () => page.Empty("path", "class", "line s0", "d", "M0 7L40 7"));
        Entry(page, "what the figure’s rule picks, where that is another network",
            () => page.Empty("path", "class", "line ruled s1", "d", "M0 7L40 7"));
        Entry(page, "a constant: median over splits", () => page.Line("constant", 0, 7, 40, 7));
        Entry(page, "a constant: half of all splits", () => page.Empty("rect", "class", "band", "width", "40", "height", "14"));
    }, "class", "legend");

    private static string Kept(PaperFigure figure)
    {
        var broken = figure.Series.Count(series => !series.KeepsRule);
        return broken == 0
            ? "All published lines keep it."
            : $"{Figures.Count(broken)} of {Figures.Count(figure.Series.Count, "published line")} "
                + $"{(broken == 1 ? "breaks" : "break")} it: hand-picked.";
    }

    private static void Entry(XmlWriter page, string text, Action sample) => page.Element("li", () =>
    {
        page.Element("svg", sample, "viewBox", "0 0 40 14", "aria-hidden", "true");
        page.Text(text);
    });
}
