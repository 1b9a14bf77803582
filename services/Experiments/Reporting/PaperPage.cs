using System.Xml;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Published;

namespace PlayCount.Experiments.Reporting;

/// <summary>What the paper's published numbers show and what they are worth: needs nothing but the numbers that ship with the
/// program.</summary>
public static class PaperPage
{
    /// <summary>What the page is about.</summary>
    public const string Title = "The published results, beside a constant";

    private const int PaperInputs = 111_168;

    // Source: the paper, sections 3.1 to 3.3 and 5.
    private static readonly FlowBox[] Flow =
    [
        Box("Play counts", "48,373,586", "records"), Box("At most 200", "48,370,466", "records"), Box("Most plays", "5 listeners"),
        Box("Heard by 2", "341 songs"), Box("Spotify id", "150 songs", "with audio"), Box("Cutting", "clips of 5 s"),
        Box("Training", "240 networks", "100 epochs"),
    ];

    private static readonly Header[] ConstantHeaders =
    [
        "Listener", "Songs with audio", "Lowest final MSE", new("of", IsText: true), "Constant: median MSE", "9 of 10 splits",
        "Worse than the median", "Worse at equal steps", "Diverging",
    ];

    /// <summary>Writes the page as one file, always the same bytes.</summary>
    public static void Write(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        HtmlPage.Write(writer, Title + " – PlayCount", page =>
        {
            page.Element("p", "PlayCount", "class", "kicker");
            page.Element("h1", Title);
            WriteBody(page);
        });
    }

    /// <summary>Writes what stands below the page's heading.</summary>
    internal static void WriteBody(XmlWriter page)
    {
        page.Element("p", () => page.Element("strong", Verdict()));
        page.Element("p", "K. Salitrik and T. Takasawa trained 240 networks, for 5 listeners, of 1 or 2 LSTM layers and 1 to 24 time "
            + "steps, to estimate play counts from sound (“Content-Based LSTM Network for Estimating Music Play Counts”, 2018), and "
            + "published the validation error of each after each of 100 epochs. This page draws their figures again from these numbers. "
            + "Each network was validated on a tenth of its listener’s songs, drawn anew each time: its error is partly luck of the draw. "
            + "What a constant, the mean of the training songs, reaches under the same kind of split shows how much.");
        Constants(page);
        page.Element("section", () =>
        {
            page.Element("h2", "Figures 8 to 13", "id", "figures");
            page.Element("p", "Each picture is one published network. MSE of scaled plays (plays less their median, over the interquartile "
                + "range) on the validation songs; the scale of errors is logarithmic where they span a ratio of 20.", "class", "note");
            FigureSection.Legend(page);
            foreach (var figure in PaperFigure.All)
                FigureSection.Write(page, figure);
        });
        ClaimsSection.Write(page, new ReportedClaims(PaperClaims.Published, "No study yet."));
        page.Element("section", () =>
        {
            page.Element("h2", "Figures 1 to 7: from a song to an estimate", "id", "networks");
            FlowPicture.Write(
                page, Flow, "What the paper counts on the way from the Taste Profile to its networks (sections 3.1 to 3.3, 5).");
            CuttingPicture.Write(page, clips: 3, clipSeconds: 5, steps: 1);
            CuttingPicture.Write(page, clips: 9, clipSeconds: 5, steps: 3);
            page.Element("div", () =>
            {
                for (var layers = 1; layers <= 2; layers++)
                    NetworkPicture.Write(page, NetworkSpec.Paper(PaperInputs, layers), steps: 18);
            }, "class", "panels");
        });
    }

    /// <summary>The verdict in one sentence.</summary>
    public static string Verdict()
    {
        var shares = ConstantComparison.All.Select(listener => listener.Share).ToArray();
        return FormattableString.Invariant($"{100 * shares.Min():0} to {100 * shares.Max():0} % of each listener’s published networks ")
            + "end worse than a constant does in half of such splits: the published numbers show no skill in telling plays from sound, and "
            + "do not exclude it.";
    }

    private static void Constants(XmlWriter page) => page.Element("section", () =>
    {
        page.Element("h2", "A constant under the same kind of split", "id", "constant");
        page.Table("Published networks beside the training mean, MSE of scaled plays after the last epoch", ConstantHeaders, () =>
        {
            foreach (var listener in ConstantComparison.All)
                Row(page, listener);
        });
        page.Element("p", "The songs’ lengths are not published. “Worse than the median” takes whole songs, a tenth of them rounded to "
            + "the nearest number; “at equal steps” takes songs of 24 clips, one of which may stand on both sides of the split. Of "
            + "listener 2’s 12 songs one validates, and the median may be any number from 0.175 to 0.261: the lower is taken, the middle "
            + "of both gives 73 %. One song more or less moves listener 1’s median from 3.9 to 7.4 or 3.0: three songs have over 80 plays.",
            "class", "note");
    });

    private static void Row(XmlWriter page, ConstantComparison listener) => page.Element("tr", () =>
    {
        var runs = PublishedStudy.Runs.Where(run => run.User == listener.User).ToArray();
        var lowest = RunRules.LowestFinal(runs);
        page.Element("th", Figures.Count(listener.User), "scope", "row");
        page.Element("td", Figures.Count(listener.Songs));
        page.Element("td", Figures.Show(lowest.Final));
        page.Element("td", $"{lowest.Layers} × {lowest.Steps}", "class", "word");
        page.Element("td", Figures.Show(listener.Errors.Median));
        page.Element("td", $"{Figures.Show(listener.Errors.Quantile(0.05))} to {Figures.Show(listener.Errors.Quantile(0.95))}");
        page.Element("td", Share(listener.Worse, listener.Networks));
        page.Element("td", Share(listener.WorseAtSteps, listener.Networks));
        page.Element("td", Share(runs.Count(run => run.Diverges), runs.Length));
    });

    private static FlowBox Box(string name, params string[] lines) => new(name, name, lines, "done");

    private static string Share(int count, int of) => FormattableString.Invariant($"{count} of {of}, {100.0 * count / of:0} %");
}
