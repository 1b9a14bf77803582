using System.Xml;
using PlayCount.Learning.Evaluation;

namespace PlayCount.Experiments.Reporting;

/// <summary>The top of the page: what the run found for each listener, and what to beware of.</summary>
internal static class VerdictSection
{
    public static void Write(XmlWriter page, ReportModel model, IReadOnlyList<Listener> listeners)
    {
        page.Element("header", () =>
        {
            page.Element("p", "PlayCount run report", "class", "kicker");
            page.Element("h1", Headline(model, listeners));
            if (model.Split.IsLeaky)
                page.Element("p", $"LEAKY split '{model.Split.Name}': clips of one song stand on both sides of the split. The scores below "
                    + "reproduce the paper's text and prove nothing; run with split 'sound' for a verdict.",
                "class", "banner", "role", "note");
        });
        page.Element("section", () =>
        {
            page.Element("h2", "Verdict");
            page.Element("ul", () =>
            {
                foreach (var listener in listeners)
                    Card(page, listener);
            }, "class", "cards");
            page.Element("p",
                "Skill: the best network of a listener beats the mean of the training songs by more than chance would let it, in a "
                + "permutation test of all the listener's networks together, at a level of "
                + $"{Figures.Tick(100 * ListenerSkill.FamilyLevel)} % over all listeners (Holm), and still does when corrected for the "
                + "choosing. No skill above X: it does not, and X is the upper end of the corrected R²'s 95 % interval. Too few songs to "
                + $"tell: an R² of more than {Figures.Tick(ListenerSkill.LargestUnseenR2)} could stay unseen. R² is 1 minus the squared "
                + "error over the mean's.",
                "class", "note");
        });
        Warnings(page, model, listeners);
    }

    /// <summary>The verdict on one listener.</summary>
    public static void Card(XmlWriter page, Listener listener) => page.Element("li", () =>
    {
        page.Element("p", () =>
        {
            page.Element("a", $"Listener {listener.Rank}", "href", $"#listener-{listener.Rank}");
            page.Text(" ");
            page.Element("strong", listener.Verdict.Answer);
        }, "class", "answer");
        page.Element("p", listener.Verdict.Reason);
    }, "class", "card " + listener.Verdict.Kind);

    private static string Headline(ReportModel model, IReadOnlyList<Listener> listeners)
    {
        if (listeners.All(listener => listener.Verdict.Best is null))
            return "Nothing was scored";
        if (model.Split.IsLeaky)
            return "This run cannot tell: its split is LEAKY";
        if (!model.Split.ScoresSongs)
            return $"No verdict: split '{model.Split.Name}' repeats the study and does not hold out whole songs";
        var skilled = listeners.Count(listener => listener.Verdict.Kind == VerdictKind.Skill);
        return skilled == 0
            ? $"No skill shown: for none of {Figures.Count(listeners.Count, "listener")} "
                + "does the sound tell the plays better than a constant"
            : $"For {skilled} of {Figures.Count(listeners.Count, "listener")} the sound tells the plays better than a constant";
    }

    private static void Warnings(XmlWriter page, ReportModel model, IReadOnlyList<Listener> listeners)
    {
        var warnings = All(model, listeners).ToList();
        if (warnings.Count == 0)
            return;
        page.Element("section", () =>
        {
            page.Element("h2", "Beware");
            page.Element("ul", () =>
            {
                foreach (var warning in warnings)
                    page.Element("li", warning);
            });
        });
    }

    private static IEnumerable<string> All(ReportModel model, IReadOnlyList<Listener> listeners)
    {
        if (!model.Split.ScoresSongs)
        {
            yield return $"Split '{model.Split.Name}' scores samples, and each sample of a song has the song's play count: "
                + "long songs weigh more. It is there to repeat the study; 'sound' gives one score a song.";
        }

        if (model.SkippedSongs.Count > 0)
            yield return $"{Figures.Count(model.SkippedSongs.Count, "song")} skipped; each is named with its reason below.";
        if (model.Mapping is { Unreadable: > 0 and var unreadable })
            yield return $"{Figures.Count(unreadable, "record")} of the mapping archive could not be read.";
        foreach (var (status, meaning) in Endings)
        {
            if (listeners.Sum(listener => listener.Ended(status)) is > 0 and var count)
                yield return $"{Figures.Count(count, "network")} of {Figures.Count(model.Networks.Count)} {meaning}";
        }
    }

    private static readonly (NetworkStatus Status, string Meaning)[] Endings =
    [
        (NetworkStatus.NonFinite, "stopped because a loss or weight became infinite or not a number (nonFinite)."),
        (NetworkStatus.Worsened, "had no lower validation error after the last epoch than after the first "
            + "(worsened: the paper's \"diverging\"); such a network may still beat the constant."),
        (NetworkStatus.TooShort, "could not be trained: too few songs reach that many steps (tooShort)."),
    ];
}
