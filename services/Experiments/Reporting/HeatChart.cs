using System.Globalization;
using System.Xml;
using PlayCount.Learning.Evaluation;

namespace PlayCount.Experiments.Reporting;

/// <summary>A listener's networks as a field of cells, layers by steps: the stronger the colour, the larger the number.</summary>
internal static class HeatChart
{
    private const double MostCellWidth = 64, CellHeight = 34, LeastLabelled = 38;
    private const double Strongest = 0.55; // text stays readable on it, light and dark
    private const string TooShort = "–", NonFinite = "×", NoShare = "=";

    /// <summary>Draws both, R² first; nothing where nothing was trained.</summary>
    public static void Write(XmlWriter page, Listener listener)
    {
        if (listener.Networks.Count == 0)
            return;
        var errors = listener.Networks.Select(network => network.Result.ScoredMse).OfType<double>().Where(mse => mse > 0)
            .Select(mse => Math.Log(mse)).DefaultIfEmpty(0).ToList();
        var (least, most) = (errors.Min(), errors.Max());
        Draw(page, listener, "r2", "R² over the constant", network => network.R2, r2 => Math.Sqrt(Math.Min(1, Math.Abs(r2))), page =>
        {
            Entry(page, "worse than the constant: -1 or less, -0.25", () => Swatches(page, "less", [1, 0.5]));
            Entry(page, "better: 0.25, 1", () => Swatches(page, "more", [0.5, 1]));
        });
        Draw(page, listener, "mse", "MSE of scaled plays", network => network.ScoredMse,
            mse => most > least ? (Math.Log(Math.Max(mse, Math.Exp(least))) - least) / (most - least) : 0.5, page =>
            {
                var ends = $"{Figures.Show(Math.Exp(least))} to {Figures.Show(Math.Exp(most))}, equal ratios in equal steps";
                Entry(page, errors.Count == 0 ? "no network has one" : ends, () => Swatches(page, "less", [0, 0.33, 0.67, 1]));
            });
    }

    private static void Draw(XmlWriter page, Listener listener, string name, string measured, Func<NetworkResult, double?> value,
        Func<double, double> strength, Action<XmlWriter> legend)
    {
        NetworkResult[] networks = [.. listener.Networks.Select(network => network.Result)];
        int[] layers = [.. networks.Select(network => network.Layers).Distinct().Order()];
        int[] steps = [.. networks.Select(network => network.Steps).Distinct().Order()];
        var width = Math.Min(MostCellWidth, (Drawing.Right - Drawing.Left) / steps.Length);
        var bottom = Drawing.Top + (layers.Length * CellHeight);
        var height = bottom + 42;
        var title = $"{measured} by layers and steps, listener {listener.Rank}";
        page.Element("figure", () =>
        {
            page.Element("figcaption", title + ". Each network on the songs long enough for it; the tables below hold all numbers.");
            page.Scrolling(title, () => page.Picture($"heat-{name}-{listener.Rank}", title, Description(networks, listener, value),
                new Canvas(Drawing.Width, height, Drawing.Left, Drawing.Right, Drawing.Top, bottom), () =>
                {
                    foreach (var network in networks)
                    {
                        var (x, y) = (Drawing.Left + (Array.IndexOf(steps, network.Steps) * width),
                            Drawing.Top + (Array.IndexOf(layers, network.Layers) * CellHeight));
                        Cell(page, network, value(network), strength, new(x, y, width), name, IsChosen(network, listener));
                    }

                    foreach (var (row, count) in layers.Index())
                        page.Label(Figures.Count(count), Drawing.Left - 8, Drawing.Top + ((row + 0.5) * CellHeight) + 4, "end");
                    foreach (var (column, count) in steps.Index())
                        page.Label(Figures.Count(count), Drawing.Left + ((column + 0.5) * width), bottom + 16, "middle");
                    page.Label("steps", Drawing.Left + (steps.Length * width / 2), height - 6, "middle");
                    var middle = Figures.Coordinate((Drawing.Top + bottom) / 2);
                    page.Element("text", "layers", "transform", $"translate(14 {middle}) rotate(-90)", "text-anchor", "middle");
                }));
            page.Element("ul", () =>
            {
                legend(page);
                if (networks.Any(network => IsChosen(network, listener)))
                    Entry(page, "chosen", () => Box(page, "chosen", new(2, 2, 36), 10));
                var empty = networks.Select(network => Empty(network, value(network))).OfType<(string Sign, string Reason)>();
                foreach (var (sign, reason) in empty.Distinct())
                    Entry(page, reason, () => page.Label(sign, 20, 11, "middle"));
            }, "class", "legend");
        });
    }

    private static void Cell(XmlWriter page, NetworkResult network, double? value, Func<double, double> strength, Place place, string name,
        bool isChosen) => page.Element("g", () =>
    {
        var empty = Empty(network, value);
        var said = empty is { } why ? why.Reason : Figures.Show(value);
        page.Element("title", $"{Verdict.Name(network)}: {said}{(isChosen ? ", chosen" : "")}");
        Box(page, "cell", place, CellHeight);
        if (empty is null)
            Fill(page, name == "r2" && value >= 0 ? "more" : "less", strength(value!.Value), place, CellHeight);
        if (empty is { } left)
            page.Label(left.Sign, place.X + (place.Width / 2), place.Y + (CellHeight / 2) + 4, "middle");
        else if (place.Width >= LeastLabelled)
            page.Element("text", Figures.Show(value), "class", "in-cell", "text-anchor", "middle",
                "x", Figures.Coordinate(place.X + (place.Width / 2)), "y", Figures.Coordinate(place.Y + (CellHeight / 2) + 4));
        if (isChosen)
            Box(page, "chosen", new(place.X + 1.5, place.Y + 1.5, place.Width - 3), CellHeight - 3);
    });

    /// <summary>Why a cell has no colour; null where it has one.</summary>
    private static (string Sign, string Reason)? Empty(NetworkResult network, double? value) => (network.Status, value) switch
    {
        (NetworkStatus.TooShort, _) => (TooShort, "too short: too few songs reach so many steps"),
        (NetworkStatus.NonFinite, _) => (NonFinite, "not finite: a loss or weight became infinite or not a number"),
        (_, null) => (NoShare, "no R²: the constant is always right"),
        (_, { } number) when !double.IsFinite(number) => (NonFinite, "not finite: a loss or weight became infinite or not a number"),
        _ => null,
    };

    private static bool IsChosen(NetworkResult network, Listener listener) =>
        listener.Chosen is { } chosen && (chosen.Layers, chosen.Steps) == (network.Layers, network.Steps);

    private static string Description(NetworkResult[] networks, Listener listener, Func<NetworkResult, double?> value)
    {
        var shown = networks.Where(network => Empty(network, value(network)) is null).OrderBy(network => value(network)).ToList();
        if (shown.Count == 0)
            return "No network has a number.";
        var chosen = shown.FirstOrDefault(network => IsChosen(network, listener));
        return $"{Figures.Count(shown.Count)} of {Figures.Count(networks.Length, "network")}, from {Figures.Show(value(shown[0]))} "
            + $"({Verdict.Name(shown[0])}) to {Figures.Show(value(shown[^1]))} ({Verdict.Name(shown[^1])})."
            + (chosen is null ? "" : $" Chosen: {Verdict.Name(chosen)}, {Figures.Show(value(chosen))}.");
    }

    private static void Swatches(XmlWriter page, string look, double[] strengths)
    {
        var width = 40.0 / strengths.Length;
        foreach (var (place, strength) in strengths.Index())
            Fill(page, look, strength, new(place * width, 0, width), 14);
    }

    private static void Box(XmlWriter page, string look, Place place, double height) => page.Empty("rect", "class", look,
        "x", Figures.Coordinate(place.X), "y", Figures.Coordinate(place.Y),
        "width", Figures.Coordinate(place.Width), "height", Figures.Coordinate(height));

    private static void Fill(XmlWriter page, string look, double strength, Place place, double height) => page.Empty("rect", "class", look,
        "x", Figures.Coordinate(place.X), "y", Figures.Coordinate(place.Y),
        "width", Figures.Coordinate(place.Width), "height", Figures.Coordinate(height),
        "fill-opacity", (Strongest * (0.1 + (0.9 * strength))).ToString("0.###", CultureInfo.InvariantCulture));

    private static void Entry(XmlWriter page, string text, Action sample) => page.Element("li", () =>
    {
        page.Element("svg", sample, "viewBox", "0 0 40 14", "aria-hidden", "true");
        page.Text(text);
    });

    private readonly record struct Place(double X, double Y, double Width);
}
