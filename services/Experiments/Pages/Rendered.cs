using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using PlayCount.Experiments.Pages.Files;
using PlayCount.Experiments.Reporting;

namespace PlayCount.Experiments.Pages;

/// <summary>Pages as results, and drawings as parts of pages.</summary>
internal static class Rendered
{
    private static readonly XmlWriterSettings Fragment = new()
    {
        OmitXmlDeclaration = true,
        ConformanceLevel = ConformanceLevel.Fragment,
    };

    /// <summary>A page made of a component with these parameters.</summary>
    public static IResult Page<TComponent>(Dictionary<string, object?> parameters, int status = StatusCodes.Status200OK)
        where TComponent : IComponent => new RazorComponentResult<TComponent>(parameters) { StatusCode = status };

    /// <summary>A part that the report's drawing code writes; it encodes all text.</summary>
    public static MarkupString Part(Action<XmlWriter> write) => new(Text(write));

    /// <summary>The same with a link beside every figure to it as a file, and with the names of stored tables as links to them.</summary>
    /// <param name="experiment">The experiment that has them.</param>
    /// <param name="write">Writes the part.</param>
    /// <param name="hasFiles">Whether the files are there, as they are at the experiment's end.</param>
    public static MarkupString WithFiles(string experiment, Action<XmlWriter> write, bool hasFiles = true)
    {
        if (!hasFiles)
            return Part(write);
        var part = Parse(write);
        foreach (var table in part.Descendants("span").Where(span => (string?)span.Attribute("class") == Html.FileLook).ToList())
            table.ReplaceWith(new XElement("a", new XAttribute("href", $"/experiments/{experiment}/tables/{table.Value}"), table.Value));
        foreach (var figure in part.Descendants("figure"))
        {
            if (figure.Descendants("svg").Select(SvgFile.NameOf).FirstOrDefault(name => name is not null) is not { } name)
                continue;
            figure.Element("figcaption")?.Add(" ", new XElement("a",
                new XAttribute("href", $"/experiments/{experiment}/figures/{name}.svg"),
                new XAttribute("aria-label", $"SVG of {name}"),
                "SVG"));
        }

        return new MarkupString(string.Concat(part.Nodes().Select(node => node.ToString(SaveOptions.DisableFormatting))));
    }

    /// <summary>A part as a tree: its elements are the children of the one that is returned.</summary>
    public static XElement Parse(Action<XmlWriter> write) =>
        XElement.Parse($"<part>{Text(write)}</part>", LoadOptions.PreserveWhitespace);

    private static string Text(Action<XmlWriter> write)
    {
        using var text = new StringWriter();
        using (var page = XmlWriter.Create(text, Fragment))
            write(page);
        return text.ToString();
    }
}
