using System.Xml;

namespace PlayCount.Experiments.Reporting;

/// <summary>A song cut into clips, and the clips put together to samples of so many steps.</summary>
internal static class CuttingPicture
{
    private const double ClipTop = 30;
    private const double ClipBottom = 74;
    private const double SampleTop = 92;
    private const double NarrowestNumber = 15;
    private const double NarrowestName = 62;

    /// <summary>More clips than this are a grey bar.</summary>
    private const int MostClips = 360;

    private static readonly Canvas Size = new(Width: 720, Height: 150, Left: 16, Right: 704, Top: 10, Bottom: 110);

    /// <summary>Draws it.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="clips">Clips of the song, at least one; those beyond 360 are not drawn.</param>
    /// <param name="clipSeconds">Length of a clip.</param>
    /// <param name="steps">Clips of a sample.</param>
    public static void Write(XmlWriter page, int clips, double clipSeconds, int steps)
    {
        var samples = clips / steps;
        var rest = clips - (samples * steps);
        var title = $"{Figures.Count(clips, "clip")} of {Figures.Show(clipSeconds)} s, {Figures.Count(steps, "step")}: "
            + Figures.Count(samples, "sample");
        var left = rest == 0
            ? "No clip is left over."
            : $"{Figures.Count(rest, "clip")} at the end {(rest == 1 ? "is" : "are")} left over.";
        var width = (Size.Right - Size.Left) / Math.Min(clips, MostClips);
        page.Element("figure", () =>
        {
            page.Scrolling(title, () => page.Picture($"cutting-{clips}-{steps}", title, left, Size, () =>
            {
                page.Label("0 s", Size.Left, 20, "start");
                page.Label($"{Figures.Show(Math.Min(clips, MostClips) * clipSeconds)} s", Size.Right, 20, "end");
                for (var clip = 0; clip < Math.Min(clips, MostClips); clip++)
                    Clip(page, clip, Size.Left + (clip * width), width, clip >= samples * steps);
                for (var sample = 0; sample < samples && (sample + 1) * steps <= MostClips; sample++)
                    Sample(page, sample, Size.Left + (sample * steps * width), steps * width);
                page.Label("a number a clip; a bracket a sample; dashed: left over", (Size.Left + Size.Right) / 2, Size.Height - 6,
                    "middle");
            }));
            page.Element("figcaption", $"{title}. {left} Each sample has the song’s plays as its target.");
        });
    }

    private static void Clip(XmlWriter page, int clip, double x, double width, bool isLeftOver)
    {
        page.Empty("rect", "class", isLeftOver ? "box left-over" : "box", "x", Figures.Coordinate(x), "y", Figures.Coordinate(ClipTop),
            "width", Figures.Coordinate(width), "height", Figures.Coordinate(ClipBottom - ClipTop));
        if (width >= NarrowestNumber)
            page.Label(Figures.Count(clip + 1), x + (width / 2), (ClipTop + ClipBottom) / 2 + 4, "middle");
    }

    private static void Sample(XmlWriter page, int sample, double x, double width)
    {
        var (from, to) = (Figures.Coordinate(x + 1.5), Figures.Coordinate(x + width - 1.5));
        page.Empty("path", "class", "line s0", "d",
            FormattableString.Invariant($"M{from} {ClipBottom + 4}V{SampleTop}H{to}V{ClipBottom + 4}"));
        if (width < NarrowestNumber)
            return;
        var name = width >= NarrowestName ? $"sample {sample + 1}" : Figures.Count(sample + 1);
        page.Label(name, x + (width / 2), SampleTop + 16, "middle");
    }
}
