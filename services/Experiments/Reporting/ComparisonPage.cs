using System.Xml;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Sweeps;

namespace PlayCount.Experiments.Reporting;

/// <summary>Writes the comparison of a study's variants as one self-contained HTML page, the verdicts first.</summary>
public static class ComparisonPage
{
    /// <summary>Name of the page among a study's files.</summary>
    public const string FileName = "study.html";

    private static readonly Header[] Columns =
    [
        new("Listener", true), new("Variant", true), new("Best network", true), "Songs", "R²", "Weights", "Shared songs",
        "Squared error against baseline", "95\u00A0% interval",
    ];

    /// <summary>The verdict on a listener in a line.</summary>
    public static string Answer(JointSkill listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        return SkillWords.Answer(listener.Skill) + (listener is { Variant: { } variant, Skill: { Layers: { } layers, Steps: { } steps } }
            ? $" (best of {Figures.Count(listener.Skill.Networks, "network")} of all variants: '{variant}', {Verdict.Name(layers, steps)})"
            : "");
    }

    /// <summary>Writes the page, byte-equal for equal comparisons.</summary>
    public static void Write(TextWriter writer, StudyComparison comparison, IReadOnlyList<StudyVariant> variants)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentNullException.ThrowIfNull(variants);
        HtmlPage.Write(writer, "PlayCount: variants of a study", page =>
        {
            Top(page, comparison, variants.Count);
            page.Element("section", () => Verdicts(page, comparison));
            page.Element("section", () => Rows(page, comparison));
            page.Element("section", () => Settings(page, comparison, variants));
        });
    }

    private static void Top(XmlWriter page, StudyComparison comparison, int variants) => page.Element("header", () =>
    {
        var skilled = comparison.Listeners.Count(listener => listener.Skill.Verdict == SkillVerdict.Skill);
        page.Element("p", $"PlayCount study of {Figures.Count(variants, "variant")}", "class", "kicker");
        page.Element("h1", comparison.Listeners.All(listener => listener.Skill.Verdict == SkillVerdict.None)
            ? "No verdict: none of the variants' networks could be tested"
            : $"For {skilled} of {Figures.Count(comparison.Listeners.Count, "listener")} the sound tells the plays better than a constant");
        if (comparison.Rows.Any(row => row.IsLeaky))
        {
            page.Element(
                "p",
                "LEAKY: variants so marked have clips of one song on both sides of the split. Their scores prove nothing.",
                "class", "banner", "role", "note");
        }
    });

    private static void Verdicts(XmlWriter page, StudyComparison comparison)
    {
        page.Element("h2", "Verdict over all variants");
        page.Element("ul", () =>
        {
            foreach (var listener in comparison.Listeners)
            {
                page.Element("li", () =>
                {
                    page.Element("p", () =>
                    {
                        page.Text($"Listener {listener.Skill.User}: ");
                        page.Element("strong", Answer(listener));
                    }, "class", "answer");
                    if (listener.Skill.Networks > 0)
                        page.Element("p", SkillWords.Reason(listener.Skill));
                }, "class", "card " + listener.Skill.Verdict);
            }
        }, "class", "cards");
        page.Element(
            "p",
            "One test a listener, of the best of all networks of all variants together: a search that tests every variant alone finds "
                + "skill by chance. The R² of the chosen network is corrected for having been chosen among all of them.",
            "class", "note");
        if (comparison.LeftOut.Count > 0)
        {
            page.Element("p", "Not part of this verdict, as plays can only be dealt out anew within the baseline's folds: "
                + string.Join("; ", comparison.LeftOut.Select(variant => $"'{variant.Variant}' ({variant.Reason})")) + ".");
        }
    }

    private static void Rows(XmlWriter page, StudyComparison comparison)
    {
        page.Element("h2", $"Each variant beside '{comparison.Baseline}'");
        page.Table("A listener's best network of each variant", Columns, () =>
        {
            foreach (var row in comparison.Rows.OrderBy(row => row.User))
                page.Element("tr", () => Row(page, row));
        });
        page.Element(
            "p",
            "Best is the network with the highest R² on its own songs, which flatters R² and difference alike. The difference is of "
                + "squared errors a song in scaled units, on the songs that both were scored on: below 0 the variant errs less. An "
                + "interval is of one difference: of many variants some exclude 0 by chance.",
            "class", "note");
    }

    private static void Row(XmlWriter page, ComparedVariant row)
    {
        page.Element("th", $"{row.User}", "scope", "row", "class", "word");
        page.Element("td", row.Variant + (row.IsLeaky ? " (LEAKY)" : ""), "class", "word");
        page.Element("td", row is { Layers: { } layers, Steps: { } steps } ? Verdict.Name(layers, steps) : "none scored", "class", "word");
        page.Element("td", Figures.Count(row.Songs));
        page.Element("td", Figures.Show(row.R2));
        page.Element("td", row.Weights is { } weights ? Figures.Count(weights) : "");
        page.Element("td", Figures.Count(row.SharedSongs));
        page.Element("td", row.AgainstBaseline is { } difference ? Figures.Show(difference.Mean) : "");
        page.Element("td", row.AgainstBaseline is { } interval ? $"{Figures.Show(interval.Low)} to {Figures.Show(interval.High)}" : "");
    }

    private static void Settings(XmlWriter page, StudyComparison comparison, IReadOnlyList<StudyVariant> variants)
    {
        page.Element("h2", "Variants");
        page.Table("Settings by which each variant differs from the study's", [new("Variant", true), new("Settings", true)], () =>
        {
            foreach (var variant in variants)
            {
                page.Element("tr", () =>
                {
                    page.Element(
                        "th", variant.Name + (variant.Name == comparison.Baseline ? " (baseline)" : ""), "scope", "row", "class", "word");
                    page.Element("td", variant.Settings.Count == 0 ? "none" : string.Join(
                        "; ", variant.Settings.Select(setting => $"{setting.Key} {setting.Value}")), "class", "word");
                });
            }
        });
    }
}
