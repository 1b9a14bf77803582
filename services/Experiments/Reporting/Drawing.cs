using System.Xml;

namespace PlayCount.Experiments.Reporting;

/// <summary>What the drawings share: size, frame, grid, labels and the shapes that mark a network without its colour.</summary>
internal static class Drawing
{
    public const double Width = 720;
    public const double Height = 340;
    public const double Left = 64;
    public const double Right = Width - 16;
    public const double Top = 14;
    public const double Bottom = Height - 46;
    private const double MarkRadius = 4.5;
    private const double ArrowHead = 7;

    private static readonly Canvas Whole = new(Width, Height, Left, Right, Top, Bottom);

    /// <summary>An SVG picture with its title and its description for those who do not see it.</summary>
    public static void Picture(this XmlWriter page, string id, string title, string description, Action content) =>
        page.Picture(id, title, description, Whole, content);

    /// <summary>A picture of another size.</summary>
    public static void Picture(this XmlWriter page, string id, string title, string description, Canvas size, Action content) =>
        page.Element("svg", () =>
        {
            page.Element("title", title, "id", id + "-title");
            page.Element("desc", description, "id", id + "-desc");
            content();
        }, "viewBox", $"0 0 {size.Width:0} {size.Height:0}", "role", "img", "aria-labelledby", $"{id}-title {id}-desc");

    /// <summary>Grid lines, tick labels and the names of both axes.</summary>
    public static void Axes(this XmlWriter page, Axis x, string xName, Axis y, string yName) => page.Axes(x, xName, y, yName, Whole);

    /// <summary>The same in a picture of another size.</summary>
    public static void Axes(this XmlWriter page, Axis x, string xName, Axis y, string yName, Canvas size)
    {
        foreach (var tick in y.Ticks)
        {
            page.Line("grid", size.Left, y.At(tick), size.Right, y.At(tick));
            page.Label(Figures.Tick(tick), size.Left - 6, y.At(tick) + 4, "end");
        }

        foreach (var tick in x.Ticks)
        {
            page.Line("grid", x.At(tick), size.Bottom, x.At(tick), size.Bottom + 5);
            page.Label(Figures.Tick(tick), x.At(tick), size.Bottom + 19, "middle");
        }

        page.Line("frame", size.Left, size.Bottom, size.Right, size.Bottom);
        page.Label(xName, (size.Left + size.Right) / 2, size.Height - 6, "middle");
        var middle = Figures.Coordinate((size.Top + size.Bottom) / 2);
        page.Element("text", yName, "transform", $"translate(14 {middle}) rotate(-90)", "text-anchor", "middle");
    }

    public static void Line(this XmlWriter page, string look, double x1, double y1, double x2, double y2) =>
        page.Empty("line", "class", look, "x1", Figures.Coordinate(x1), "y1", Figures.Coordinate(y1),
            "x2", Figures.Coordinate(x2), "y2", Figures.Coordinate(y2));

    public static void Label(this XmlWriter page, string text, double x, double y, string anchor) =>
        page.Element("text", text, "x", Figures.Coordinate(x), "y", Figures.Coordinate(y), "text-anchor", anchor);

    /// <summary>A line that ends in an arrow head, level or upright.</summary>
    public static void Arrow(this XmlWriter page, double x1, double y1, double x2, double y2)
    {
        page.Line("frame", x1, y1, x2, y2);
        var (dx, dy) = (Math.Sign(x2 - x1) * ArrowHead, Math.Sign(y2 - y1) * ArrowHead);
        (double X, double Y)[] corners = [(x2, y2), (x2 - dx - (dy / 2), y2 - dy - (dx / 2)), (x2 - dx + (dy / 2), y2 - dy + (dx / 2))];
        page.Empty("polygon", "class", "head",
            "points", string.Join(' ', corners.Select(corner => $"{Figures.Coordinate(corner.X)},{Figures.Coordinate(corner.Y)}")));
    }

    /// <summary>The shape of series <paramref name="series"/> at a place: colour is never the only difference.</summary>
    public static void Mark(this XmlWriter page, int series, double x, double y)
    {
        (double X, double Y)[] corners = (series % CurveChart.MostNetworks) switch
        {
            0 => Corners(x, y, 24, 0),
            1 => Corners(x, y, 4, 0.5),
            2 => Corners(x, y, 3, 0),
            _ => Corners(x, y, 4, 0),
        };
        page.Empty("polygon", "class", $"mark s{series % CurveChart.MostNetworks}",
            "points", string.Join(' ', corners.Select(corner => $"{Figures.Coordinate(corner.X)},{Figures.Coordinate(corner.Y)}")));
    }

    private static (double X, double Y)[] Corners(double x, double y, int count, double turn) =>
        [.. Enumerable.Range(0, count).Select(i => (i + turn) * 2 * Math.PI / count)
            .Select(angle => (x + (MarkRadius * Math.Sin(angle)), y - (MarkRadius * Math.Cos(angle))))];
}

/// <summary>The size of a picture and of the area between its axes, in the picture's units.</summary>
internal readonly record struct Canvas(double Width, double Height, double Left, double Right, double Top, double Bottom);
