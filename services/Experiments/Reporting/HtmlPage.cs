using System.Xml;

namespace PlayCount.Experiments.Reporting;

/// <summary>A page of one file: its own style, nothing from outside, equal bytes for equal content.</summary>
internal static class HtmlPage
{
    public static void Write(TextWriter writer, string title, Action<XmlWriter> content)
    {
        var settings = new XmlWriterSettings
        {
            OmitXmlDeclaration = true,
            Indent = true,
            IndentChars = "",
            NewLineChars = "\n",
            ConformanceLevel = ConformanceLevel.Fragment,
            CloseOutput = false,
        };
        writer.Write("<!DOCTYPE html>\n");
        using (var page = XmlWriter.Create(writer, settings))
        {
            page.Element("html", () =>
            {
                Head(page, title);
                page.Element("body", () => page.Element("main", () => content(page)));
            }, "lang", "en");
        }

        writer.Write('\n');
    }

    private static void Head(XmlWriter page, string title) => page.Element("head", () =>
    {
        page.Empty("meta", "charset", "utf-8");
        page.Empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.Empty("meta", "name", "color-scheme", "content", "light dark");
        page.Element("title", title);
        page.Element("style", () => page.WriteRaw(PageStyle.Css));
    });
}
