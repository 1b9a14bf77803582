using System.Xml;
using PlayCount.Learning.Networks;

namespace PlayCount.Experiments.Reporting;

/// <summary>A network from the sound to the estimate: layers with the shapes of what leaves them, and their weights.</summary>
internal static class NetworkPicture
{
    private const double Width = 340;
    private const double BoxLeft = 10;
    private const double BoxHeight = 46;
    private const double Gap = 22;

    /// <summary>Draws it.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="spec">The network.</param>
    /// <param name="steps">Clips of a sample.</param>
    public static void Write(XmlWriter page, NetworkSpec spec, int steps)
    {
        var boxes = Boxes(spec, steps).ToArray();
        var height = (boxes.Length * (BoxHeight + Gap)) - Gap + 12;
        var title = $"{Figures.Count(spec.Lstm.Count, "LSTM layer")}, {Figures.Count(spec.ParameterCount, "weight")}";
        page.Element("figure", () =>
        {
            page.Picture($"network-{spec.Lstm.Count}", title, string.Join(" ", boxes.Select(box => $"{box.Name}: {box.Shape}.")),
                new Canvas(Width, height, BoxLeft, Width - BoxLeft, 6, height - 6), () =>
                {
                    foreach (var (place, box) in boxes.Index())
                        Box(page, box, 6 + (place * (BoxHeight + Gap)), isLast: place == boxes.Length - 1);
                });
            page.Element("figcaption", title + ". Shapes are of what leaves the box, for one sample.");
        });
    }

    private static void Box(XmlWriter page, (string Name, string Shape) box, double top, bool isLast)
    {
        page.Empty("rect", "class", "box", "x", Figures.Coordinate(BoxLeft), "y", Figures.Coordinate(top),
            "width", Figures.Coordinate(Width - (2 * BoxLeft)), "height", Figures.Coordinate(BoxHeight), "rx", "4");
        page.Element("text", box.Name, "class", "name", "x", Figures.Coordinate(Width / 2), "y", Figures.Coordinate(top + 19),
            "text-anchor", "middle");
        page.Label(box.Shape, Width / 2, top + 36, "middle");
        if (!isLast)
            page.Arrow(Width / 2, top + BoxHeight, Width / 2, top + BoxHeight + Gap);
    }

    private static IEnumerable<(string Name, string Shape)> Boxes(NetworkSpec spec, int steps)
    {
        var weights = spec.Parameters().GroupBy(shape => shape.Name[..shape.Name.LastIndexOf('.')])
            .ToDictionary(layer => layer.Key, layer => layer.Sum(shape => (long)shape.Rows * shape.Columns));
        yield return ($"{Figures.Count(steps, "clip")} of a song", $"({Figures.Count(steps)}, {Figures.Count(spec.Inputs)})");
        foreach (var (n, layer) in spec.Lstm.Index())
        {
            var shape = n == spec.Lstm.Count - 1 ? $"after the last clip ({Figures.Count(layer.Units)})"
                : $"({Figures.Count(steps)}, {Figures.Count(layer.Units)})";
            var dropped = $"{Dropped(layer.Dropout)}{Dropped(layer.RecurrentDropout, "recurrent ")}";
            yield return ($"LSTM, {Figures.Count(layer.Units, "unit")}{dropped}",
                $"{shape}, {Figures.Count(weights[$"lstm.{n}"], "weight")}");
        }

        foreach (var (n, layer) in spec.Dense.Index())
        {
            yield return ($"Dense, {Figures.Count(layer.Units, "unit")}{Dropped(layer.Dropout)}",
                $"({Figures.Count(layer.Units)}), {Figures.Count(weights[$"dense.{n}"], "weight")}");
        }

        yield return ("Estimate", "scaled plays, one number");
    }

    private static string Dropped(double share, string kind = "") => share == 0 ? "" : $", {kind}dropout {Figures.Show(share)}";
}
