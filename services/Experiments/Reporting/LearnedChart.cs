using System.Xml;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Sweeps;

namespace PlayCount.Experiments.Reporting;

/// <summary>The error of the chosen network's held-out songs by the number of songs it learned from, beside the constant.</summary>
internal static class LearnedChart
{
    /// <summary>Draws it; nothing where there is no curve.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="network">The chosen network; null: none.</param>
    /// <param name="points">Its curve.</param>
    public static void Write(XmlWriter page, NetworkKey? network, IReadOnlyList<LearnedPoint> points)
    {
        if (network is not { } key || points is not [var first, ..])
            return;
        var last = points[^1];
        var title = $"Error by songs learned from, listener {key.User}";
        var x = Axis.OfEpochs((int)Math.Ceiling(last.TrainingSongs), Drawing.Left, Drawing.Right);
        var y = Axis.OfErrors(points.Select(point => point.Mse).Append(first.ConstantMse), Drawing.Bottom, Drawing.Top);
        page.Element("figure", () =>
        {
            page.Element("figcaption", () =>
            {
                page.Text($"{title}: {Verdict.Name(key.Layers, key.Steps)}, trained on shares of each fold's training songs (mean number "
                    + $"over the folds). All points are over the same {Figures.Count(first.Songs, "held-out song")}. Dotted: the constant "
                    + "of all the training songs. All are in ");
                page.File(LearnedSongsFile.FileName);
            });
            page.Scrolling(title, () => page.Picture($"songs-learned-{key.User}", title, Description(points), () =>
            {
                page.Axes(x, "songs learned from", y, y.IsLog ? "MSE of scaled plays (log scale)" : "MSE of scaled plays");
                page.Line("constant", Drawing.Left, y.At(first.ConstantMse), Drawing.Right, y.At(first.ConstantMse));
                page.Empty("polyline", "class", "line s0", "points", string.Join(' ', points.Select(
                    point => $"{Figures.Coordinate(x.At(point.TrainingSongs))},{Figures.Coordinate(y.At(point.Mse))}")));
                foreach (var point in points)
                    Dot(page, point, x, y);
            }));
        });
    }

    private static string Description(IReadOnlyList<LearnedPoint> points) =>
        $"MSE {string.Join(", ", points.Select(point => $"{Figures.Show(point.Mse)} of {Figures.Show(point.TrainingSongs)} songs"))}; "
        + $"the constant has {Figures.Show(points[0].ConstantMse)}.";

    private static void Dot(XmlWriter page, LearnedPoint point, Axis x, Axis y) => page.Element("circle", () => page.Element("title",
            $"share {Figures.Show(point.Share)}, {Figures.Show(point.TrainingSongs)} songs: MSE {Figures.Show(point.Mse)}, R² "
            + Figures.Show(point.R2)),
        "class", "point", "r", "4", "cx", Figures.Coordinate(x.At(point.TrainingSongs)), "cy", Figures.Coordinate(y.At(point.Mse)));
}
