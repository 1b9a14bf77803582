using System.Xml;
using PlayCount.Learning.Published;

namespace PlayCount.Experiments.Reporting;

/// <summary>The paper's sentences, each beside its test and what numbers say of it.</summary>
internal static class ClaimsSection
{
    private static readonly Header[] Headers =
    [
        new("The paper says", IsText: true), new("Test", IsText: true), new("Published curves", IsText: true),
        new("Ours", IsText: true),
    ];

    /// <summary>Writes the section.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="reported">The claims.</param>
    /// <param name="file">The stored table that has them; null: there is none.</param>
    public static void Write(XmlWriter page, ReportedClaims reported, string? file = null) => page.Element("section", () =>
    {
        page.Element("h2", "Claims, tested", "id", "claims");
        page.Table("The paper’s sentences and what numbers say of them", Headers, () =>
        {
            foreach (var claim in reported.Claims)
                Row(page, claim, reported.WhyNone);
        }, file);
        page.Element("p", "p-values count how many of 9,999 shuffles bring as much, up or down; 95 % intervals in brackets. Published "
            + "networks were validated on other songs each, and at more steps on fewer and longer ones: what holds there holds as a "
            + "correlation.",
            "class", "note");
    });

    private static void Row(XmlWriter page, Claim claim, string whyNone) => page.Element("tr", () =>
    {
        page.Element("th", () =>
        {
            page.Element("strong", claim.Name);
            foreach (var quotation in claim.Sentences)
                page.Element("p", () =>
                {
                    page.Element("q", quotation.Words);
                    page.Text($" (section {quotation.Section})");
                });
        }, "scope", "row", "class", "prose");
        page.Element("td", claim.Test, "class", "prose");
        page.Element("td", () => Finding(page, claim.OnPublished), "class", "prose");
        page.Element("td", () =>
        {
            if (claim.OnOurs is { } ours)
                Finding(page, ours);
            else
                page.Text(whyNone);
        }, "class", "prose");
    });

    private static void Finding(XmlWriter page, ClaimFinding finding)
    {
        page.Element("strong", InWords(finding.Verdict), "class", "claim " + finding.Verdict);
        page.Text(" " + finding.Result);
    }

    /// <summary>The verdict as a sentence of its own.</summary>
    public static string InWords(ClaimVerdict verdict) => verdict switch
    {
        ClaimVerdict.Holds => "Holds.",
        ClaimVerdict.DoesNotHold => "Does not hold.",
        _ => "Cannot be told.",
    };
}
