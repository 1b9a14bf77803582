using System.Xml;

namespace PlayCount.Experiments.Reporting;

/// <summary>Markup through <see cref="XmlWriter"/>: every text is encoded and every element is closed by construction.</summary>
internal static class Html
{
    /// <summary>Class of the names of files.</summary>
    public const string FileLook = "file";

    /// <summary>An element with the content that <paramref name="content"/> writes. Attributes are name, value, name, value.</summary>
    public static void Element(this XmlWriter page, string name, Action content, params ReadOnlySpan<string> attributes)
    {
        page.Start(name, attributes);
        content();
        page.WriteFullEndElement();
    }

    /// <summary>An element with text alone.</summary>
    public static void Element(this XmlWriter page, string name, string text, params ReadOnlySpan<string> attributes)
    {
        page.Start(name, attributes);
        page.Text(text);
        page.WriteFullEndElement();
    }

    /// <summary>An element without content that HTML closes itself: <c>meta</c>, or any of SVG's.</summary>
    public static void Empty(this XmlWriter page, string name, params ReadOnlySpan<string> attributes)
    {
        page.Start(name, attributes);
        page.WriteEndElement();
    }

    /// <summary>Text from anywhere; characters that no page may hold show as U+FFFD.</summary>
    public static void Text(this XmlWriter page, string text) => page.WriteString(Clean(text));

    /// <summary>A region that scrolls sideways by itself, reachable by keyboard, so that the page never does.</summary>
    public static void Scrolling(this XmlWriter page, string label, Action content) =>
        page.Element("div", content, "class", "scroll", "role", "region", "aria-label", label, "tabindex", "0");

    /// <summary>What may be folded away: under a summary that opens it, or as it is.</summary>
    public static void FoldedIf(this XmlWriter page, bool isFolded, string summary, Action content)
    {
        if (!isFolded)
        {
            content();
            return;
        }

        page.Element("details", () =>
        {
            page.Element("summary", summary);
            content();
        });
    }

    /// <summary>The name of a file that lies beside the page; the experiment's page makes it a link.</summary>
    public static void File(this XmlWriter page, string name) => page.Element("span", name, "class", FileLook);

    /// <summary>A table with a caption and a row of column headers; <paramref name="rows"/> writes the body's rows.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="caption">What the table holds.</param>
    /// <param name="headers">What stands over the columns.</param>
    /// <param name="rows">Writes the body.</param>
    /// <param name="file">The stored table that has these numbers in full; null: there is none.</param>
    public static void Table(this XmlWriter page, string caption, IReadOnlyList<Header> headers, Action rows, string? file = null) =>
        page.Scrolling(caption, () => page.Element("table", () =>
        {
            page.Element("caption", () =>
            {
                page.Text(caption);
                if (file is null)
                    return;
                page.Text("; ");
                page.File(file);
            });
            page.Element("thead", () => page.Element("tr", () =>
            {
                foreach (var header in headers)
                    page.Element("th", header.Text, "scope", "col", "class", header.IsText ? "word" : "");
            }));
            page.Element("tbody", rows);
        }));

    private static void Start(this XmlWriter page, string name, ReadOnlySpan<string> attributes)
    {
        page.WriteStartElement(name);
        for (var i = 0; i < attributes.Length; i += 2)
            page.WriteAttributeString(attributes[i], Clean(attributes[i + 1]));
    }

    // Nearly all text is clean, and pages have tens of thousands of texts.
    private static string Clean(string text) => text.All(XmlConvert.IsXmlChar)
        ? text
        : string.Concat(text.EnumerateRunes().Select(rune =>
                rune.Value <= char.MaxValue && !XmlConvert.IsXmlChar((char)rune.Value) ? "\uFFFD" : rune.ToString()));
}

/// <summary>What stands over a column.</summary>
/// <param name="Text">The column's name.</param>
/// <param name="IsText">Whether the column holds text, which begins at its left, and no numbers.</param>
internal sealed record Header(string Text, bool IsText = false)
{
    public static implicit operator Header(string text) => new(text);
}
