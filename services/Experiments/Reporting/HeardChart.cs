using System.Xml;
using PlayCount.Learning.Sweeps;

namespace PlayCount.Experiments.Reporting;

/// <summary>The error of the chosen network's held-out songs by seconds heard, beside the constant on the same songs.</summary>
internal static class HeardChart
{
    /// <summary>Draws it; nothing where there is no curve.</summary>
    public static void Write(XmlWriter page, HeardCurve? curve)
    {
        if (curve is not { Points: [var first, ..] })
            return;
        var last = curve.Points[^1];
        var title = $"Error against seconds heard, listener {curve.User}";
        var x = Axis.OfSeconds(last.Samples * curve.SampleSeconds, Drawing.Left, Drawing.Right);
        var y = Axis.OfErrors(curve.Points.Select(point => point.Mse).Append(first.ConstantMse), Drawing.Bottom, Drawing.Top);
        page.Element("figure", () =>
        {
            page.Element("figcaption", () =>
            {
                page.Text($"{title}: {Verdict.Name(curve.Layers, curve.Steps)}, mean of the estimates so far. All points are over the same "
                    + $"{Figures.Count(first.Songs, "held-out song")}, those as long as the last point. Dotted: the constant. All are in ");
                page.File(UseFiles.Heard);
            });
            page.Scrolling(title, () => page.Picture($"heard-{curve.User}", title,
                $"{Figures.Count(first.Songs, "song")}: MSE {Figures.Show(first.Mse)} after {Figures.Show(curve.SampleSeconds)} s, "
                    + $"{Figures.Show(last.Mse)} after {Figures.Show(last.Samples * curve.SampleSeconds)} s; the constant has "
                    + $"{Figures.Show(first.ConstantMse)}.",
                () => Lines(page, curve, x, y)));
        });
    }

    private static void Lines(XmlWriter page, HeardCurve curve, Axis x, Axis y)
    {
        page.Axes(x, "seconds heard", y, y.IsLog ? "MSE of scaled plays (log scale)" : "MSE of scaled plays");
        page.Line("constant", Drawing.Left, y.At(curve.Points[0].ConstantMse), Drawing.Right, y.At(curve.Points[0].ConstantMse));
        page.Empty("polyline", "class", "line s0", "points", string.Join(' ', curve.Points.Select(
            point => $"{Figures.Coordinate(x.At(point.Samples * curve.SampleSeconds))},{Figures.Coordinate(y.At(point.Mse))}")));
        foreach (var point in curve.Points)
        {
            var seconds = point.Samples * curve.SampleSeconds;
            page.Element("circle", () => page.Element("title",
                    $"{Figures.Show(seconds)} s: MSE {Figures.Show(point.Mse)}, constant {Figures.Show(point.ConstantMse)}, "
                    + Figures.Count(point.Songs, "song")),
                "class", "point", "r", "4", "cx", Figures.Coordinate(x.At(seconds)), "cy", Figures.Coordinate(y.At(point.Mse)));
        }
    }
}
