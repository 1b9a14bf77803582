using System.Xml;
using PlayCount.Experiments.Reporting;

namespace PlayCount.Experiments.Pages.Songs;

/// <summary>A model's estimate of a song after each whole sample, and what the listener really played.</summary>
internal static class RunningChart
{
    public static void Write(XmlWriter page, RunningEstimate running, int? plays)
    {
        if (running.Points.Count == 0)
            return;
        var title = $"Running estimate of listener {running.Card.User}";
        var values = running.Points.Select(point => point.Plays).Concat(plays is { } played ? [played] : []).ToList();
        var y = Axis.OfPlays(values.Min(), values.Max(), Axis.Bends(values.Min(), values.Max()), Drawing.Bottom, Drawing.Top);
        var x = Axis.OfEpochs(running.Points[^1].Clips, Drawing.Left, Drawing.Right);
        page.Element("figure", () =>
        {
            page.Element("figcaption",
                $"{title}: solid with dots; " + (plays is null ? "not heard by this listener." : "dotted: really played."));
            page.Scrolling(title, () => page.Picture(
                FormattableString.Invariant($"running-{running.Card.User}-{running.Card.Network.Lstm.Count}-{running.Card.Steps}"),
                title,
                $"{Figures.Show(running.Points[0].Plays)} plays after {Figures.Count(running.Points[0].Clips, "clip")}, "
                    + $"{Figures.Show(running.Points[^1].Plays)} after {Figures.Count(running.Points[^1].Clips, "clip")}.",
                () => Lines(page, running, plays, x, y)));
        });
    }

    private static void Lines(XmlWriter page, RunningEstimate running, int? plays, Axis x, Axis y)
    {
        page.Axes(x, "clips heard", y, "estimated plays");
        if (plays is { } played)
            page.Line("constant", Drawing.Left, y.At(played), Drawing.Right, y.At(played));
        page.Empty("polyline", "class", "estimate", "points", string.Join(' ', running.Points
            .Select(point => $"{Figures.Coordinate(x.At(point.Clips))},{Figures.Coordinate(y.At(point.Plays))}")));
        foreach (var (clips, estimate) in running.Points)
        {
            page.Element("circle", () => page.Element("title", $"{Figures.Count(clips, "clip")}: {Figures.Show(estimate)} plays"),
                "class", "point", "r", "3", "cx", Figures.Coordinate(x.At(clips)), "cy", Figures.Coordinate(y.At(estimate)));
        }
    }
}
