using System.Xml;
using PlayCount.Learning.Evaluation;

namespace PlayCount.Experiments.Reporting;

/// <summary>Learning curves of one listener: training dashed, validation solid, the better constant as a level line.</summary>
internal static class CurveChart
{
    /// <summary>More networks than this make the drawing unreadable.</summary>
    public const int MostNetworks = 4;

    private const int MostPoints = 300;

    /// <summary>Draws the curves of the networks with the highest R2, or of the first ones where none is scored.</summary>
    public static void Write(XmlWriter page, int user, IReadOnlyList<ReportNetwork> networks)
    {
        var withCurve = networks.Where(network => network.Curve.Count > 0).ToList();
        if (withCurve.Count == 0)
            return;

        var shown = withCurve.OrderByDescending(network => network.Result.R2 ?? double.NegativeInfinity).Take(MostNetworks).ToList();
        var constant = shown[0].Result.Baselines?.BetterConstant;
        var y = Axis.OfErrors(Errors(shown).Append(constant ?? double.NaN), Drawing.Bottom, Drawing.Top);
        var x = Axis.OfEpochs(shown.Max(network => network.Curve[^1].Epoch), Drawing.Left, Drawing.Right);
        var title = $"Learning curves of listener {user}";
        page.Element("figure", () =>
        {
            page.Element("figcaption", () =>
            {
                page.Text($"{title}: {shown.Count} of {Figures.Count(withCurve.Count, "network")}, highest R² first. "
                    + "Mean over folds; all are in ");
                page.File(ResultFiles.Curves);
            });
            page.Scrolling(title, () => page.Picture($"curves-{user}", title, Description(shown, constant), () =>
            {
                page.Axes(x, "epoch", y, y.IsLog ? "MSE of scaled plays (log scale)" : "MSE of scaled plays");
                if (constant is { } level)
                    page.Line("constant", Drawing.Left, y.At(level), Drawing.Right, y.At(level));
                for (var i = shown.Count - 1; i >= 0; i--)
                    Curves(page, shown[i].Curve, i, x, y);
            }));
            Legend(page, shown, constant);
        });
    }

    private static void Curves(XmlWriter page, IReadOnlyList<CurvePoint> curve, int series, Axis x, Axis y)
    {
        var points = Thinned(curve);
        Path(page, $"line train s{series}", points.Select(point => (point.Epoch, point.TrainMse)), x, y);
        Path(page, $"line s{series}", points.Select(point => (point.Epoch, point.ValidationMse)), x, y);
        if (points.LastOrDefault(point => CanShow(point.ValidationMse)) is { } last)
            page.Mark(series, x.At(last.Epoch), y.At(last.ValidationMse));
    }

    // A loss that is not finite parts the line: the gap shows where numbers went astray.
    private static void Path(XmlWriter page, string look, IEnumerable<(int Epoch, double Mse)> points, Axis x, Axis y)
    {
        var path = new System.Text.StringBuilder();
        var pen = "M";
        foreach (var (epoch, mse) in points)
        {
            if (CanShow(mse))
                path.Append(pen).Append(Figures.Coordinate(x.At(epoch))).Append(' ').Append(Figures.Coordinate(y.At(mse)));
            pen = CanShow(mse) ? "L" : "M";
        }

        if (path.Length > 0)
            page.Empty("path", "class", look, "d", path.ToString());
    }

    private static void Legend(XmlWriter page, List<ReportNetwork> shown, double? constant) =>
        page.Element("ul", () =>
        {
            for (var i = 0; i < shown.Count; i++)
            {
                var (series, network) = (i, shown[i].Result);
                var score = network.R2 is { } r2 ? $", R² {Figures.Show(r2)}" : "";
                Entry(page, () => page.Mark(series, 20, 7), $"line s{series}", Verdict.Name(network) + score);
            }

            Entry(page, null, "line plain", "validation");
            Entry(page, null, "line train plain", "training");
            if (constant is { } level)
                Entry(page, null, "constant", $"better constant on the scored rows, MSE {Figures.Show(level)}");
        }, "class", "legend");

    private static void Entry(XmlWriter page, Action? mark, string look, string text) =>
        page.Element("li", () =>
        {
            page.Element("svg", () =>
            {
                page.Empty("path", "class", look, "d", "M0 7L40 7");
                mark?.Invoke();
            }, "viewBox", "0 0 40 14", "aria-hidden", "true");
            page.Text(text);
        });

    private static string Description(List<ReportNetwork> shown, double? constant) =>
        string.Join(" ", shown.Select(network => $"{Verdict.Name(network.Result)}: validation MSE "
            + $"{Figures.Show(network.Curve[0].ValidationMse)} after the first epoch, "
            + $"{Figures.Show(network.Curve[^1].ValidationMse)} after epoch {network.Curve[^1].Epoch}."))
        + (constant is { } level ? $" The better constant has {Figures.Show(level)}." : "");

    private static IEnumerable<double> Errors(IEnumerable<ReportNetwork> networks) =>
        networks.SelectMany(network => network.Curve).SelectMany(point => new[] { point.TrainMse, point.ValidationMse });

    private static List<CurvePoint> Thinned(IReadOnlyList<CurvePoint> curve)
    {
        var stride = ((curve.Count - 1) / MostPoints) + 1;
        return [.. curve.Where((_, i) => i % stride == 0 || i == curve.Count - 1)];
    }

    private static bool CanShow(double mse) => double.IsFinite(mse) && mse >= 0;
}
