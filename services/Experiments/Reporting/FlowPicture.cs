using System.Xml;

namespace PlayCount.Experiments.Reporting;

/// <summary>A box of the data flow.</summary>
/// <param name="Key">The stage it is of, by which a script finds it.</param>
/// <param name="Name">What is done there.</param>
/// <param name="Lines">What came of it: up to three short lines.</param>
/// <param name="State"><c>done</c>, <c>current</c>, <c>stopped</c> or <c>later</c>.</param>
public sealed record FlowBox(string Key, string Name, IReadOnlyList<string> Lines, string State);

/// <summary>The way of the data through a study, with what is counted on it.</summary>
internal static class FlowPicture
{
    private const double BoxWidth = 124;
    private const double BoxHeight = 92;
    private const double Gap = 18;
    private const double LineHeight = 16;
    private const double Top = 10;
    private const int MostLines = 3;

    /// <summary>Draws the boxes from left to right.</summary>
    public static void Write(XmlWriter page, IReadOnlyList<FlowBox> boxes, string caption)
    {
        var width = (boxes.Count * (BoxWidth + Gap)) - Gap + 8;
        page.Element("figure", () =>
        {
            page.Scrolling("Data flow", () => page.Picture("flow", "Data flow",
                string.Join(" ", boxes.Select(box => $"{box.Name}, {box.State}: {string.Join(", ", box.Lines)}.")),
                new Canvas(width, BoxHeight + (2 * Top), 4, width - 4, Top, Top + BoxHeight), () =>
                {
                    foreach (var (place, box) in boxes.Index())
                        Box(page, box, 4 + (place * (BoxWidth + Gap)), place == boxes.Count - 1);
                }));
            page.Element("figcaption", caption);
        });
    }

    private static void Box(XmlWriter page, FlowBox box, double x, bool isLast)
    {
        page.Element("g", () =>
        {
            page.Empty("rect", "class", "box", "x", Figures.Coordinate(x), "y", Figures.Coordinate(Top),
                "width", Figures.Coordinate(BoxWidth), "height", Figures.Coordinate(BoxHeight), "rx", "4");
            page.Element("text", box.Name, "class", "name", "x", Figures.Coordinate(x + (BoxWidth / 2)),
                "y", Figures.Coordinate(Top + 20), "text-anchor", "middle");
            for (var line = 0; line < MostLines; line++)
            {
                page.Element("text", box.Lines.ElementAtOrDefault(line) ?? "", "class", "counted",
                    "x", Figures.Coordinate(x + (BoxWidth / 2)), "y", Figures.Coordinate(Top + 42 + (line * LineHeight)),
                    "text-anchor", "middle");
            }
        }, "class", "flow " + box.State, "data-flow", box.Key);
        if (!isLast)
            page.Arrow(x + BoxWidth, Top + (BoxHeight / 2), x + BoxWidth + Gap, Top + (BoxHeight / 2));
    }
}
