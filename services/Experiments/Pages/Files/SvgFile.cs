using System.Xml.Linq;
using PlayCount.Experiments.Reporting;

namespace PlayCount.Experiments.Pages.Files;

/// <summary>A figure of a page as a file of its own, with its style in it.</summary>
internal static class SvgFile
{
    private const string TitleEnd = "-title";

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>The name of a drawing: that of its title without the end; null where it is a part of a legend.</summary>
    public static string? NameOf(XElement drawing) => (string?)drawing.Element("title")?.Attribute("id") is { } id
        && id.EndsWith(TitleEnd, StringComparison.Ordinal) ? id[..^TitleEnd.Length] : null;

    /// <summary>The drawing of this name among a page's; null: there is none.</summary>
    public static string? Find(XElement page, string name) =>
        page.Descendants("svg").FirstOrDefault(drawing => NameOf(drawing) == name) is { } drawing ? Text(drawing) : null;

    private static string Text(XElement drawing)
    {
        var size = ((string)drawing.Attribute("viewBox")!).Split(' ');
        var file = new XElement(drawing);
        foreach (var element in file.DescendantsAndSelf())
            element.Name = Svg + element.Name.LocalName;
        file.SetAttributeValue("width", size[2]);
        file.SetAttributeValue("height", size[3]);
        file.AddFirst(new XElement(Svg + "style", PageStyle.Css + "svg{background:var(--paper);font-family:system-ui,sans-serif}"));
        return file.ToString(SaveOptions.DisableFormatting) + "\n";
    }
}
