using System.Text;
using System.Xml;
using PlayCount.Audio;
using PlayCount.Experiments.Reporting;

namespace PlayCount.Experiments.Pages.Songs;

/// <summary>A song's waveform, parted into its clips.</summary>
internal static class WaveChart
{
    private const int Columns = 640;
    private const double Middle = (Drawing.Top + Drawing.Bottom) / 2;
    private const double Reach = (Drawing.Bottom - Drawing.Top) / 2;

    /// <summary>Lines between more clips than this would hide the wave.</summary>
    private const int MostLines = 60;

    public static void Write(XmlWriter page, NpyMatrix clips, string title)
    {
        var seconds = (double)clips.Values.Length / ClipCutter.SampleRateHz;
        var x = Axis.OfErrors([seconds], Drawing.Left, Drawing.Right);
        page.Scrolling("Waveform", () => page.Picture("wave", title, Description(clips, seconds), () =>
        {
            foreach (var tick in x.Ticks)
                page.Label(Figures.Tick(tick), x.At(tick), Drawing.Bottom + 19, "middle");
            page.Label("seconds; a line between two clips", (Drawing.Left + Drawing.Right) / 2, Drawing.Height - 6, "middle");
            page.Label("1", Drawing.Left - 6, Drawing.Top + 4, "end");
            page.Label("0", Drawing.Left - 6, Middle + 4, "end");
            page.Label("-1", Drawing.Left - 6, Drawing.Bottom + 4, "end");
            page.Empty("path", "class", "wave", "d", Outline(clips.Values, x.At(seconds)));
            for (var clip = 0; clip <= clips.Rows && clips.Rows <= MostLines; clip++)
            {
                var at = x.At((double)clip * clips.Columns / ClipCutter.SampleRateHz);
                page.Line("grid", at, Drawing.Top, at, Drawing.Bottom);
            }
        }));
    }

    /// <summary>The largest samples from left to right, then the smallest ones back.</summary>
    private static string Outline(float[] samples, double end)
    {
        var columns = Math.Min(Columns, samples.Length);
        var (upper, lower) = (new StringBuilder("M"), new List<string>());
        for (var column = 0; column < columns; column++)
        {
            var from = (int)((long)column * samples.Length / columns);
            var part = samples.AsSpan(from, (int)((column + 1L) * samples.Length / columns) - from);
            var (least, most) = Ends(part);
            var at = Figures.Coordinate(Drawing.Left + ((end - Drawing.Left) * column / columns));
            upper.Append(column == 0 ? "" : "L").Append(at).Append(' ').Append(Figures.Coordinate(Middle - (Reach * most) - HalfLine));
            lower.Add($"L{at} {Figures.Coordinate(Middle - (Reach * least) + HalfLine)}");
        }

        lower.Reverse();
        return upper.Append(string.Concat(lower)).Append('Z').ToString();
    }

    /// <summary>Silence shows as a thin line, not as nothing.</summary>
    private const double HalfLine = 0.5;

    private static (float Least, float Most) Ends(ReadOnlySpan<float> samples)
    {
        var (least, most) = (1f, -1f);
        foreach (var sample in samples)
            (least, most) = (Math.Min(least, sample), Math.Max(most, sample));
        return (Math.Clamp(least, -1, 1), Math.Clamp(most, -1, 1));
    }

    private static string Description(NpyMatrix clips, double seconds)
    {
        var (least, most) = Ends(clips.Values);
        return $"{Figures.Count(clips.Rows, "clip")}, {Figures.Show(seconds)} s, "
            + $"samples from {Figures.Show(least)} to {Figures.Show(most)}.";
    }
}
