using System.Xml;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

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
    public static MarkupString Part(Action<XmlWriter> write)
    {
        using var text = new StringWriter();
        using (var page = XmlWriter.Create(text, Fragment))
            write(page);
        return new MarkupString(text.ToString());
    }
}
