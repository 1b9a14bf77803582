using System.Globalization;
using System.Xml;
using Aspire.Dashboard.Telemetry;
using Microsoft.AspNetCore.Components;

namespace Aspire.Dashboard.Pages;

/// <summary>Lines over time as a drawing. The writer encodes all text.</summary>
internal static class LineChart
{
    private const double Width = 720, Height = 250, Left = 70, Right = 700, Top = 12, Bottom = 220;
    private const int Ticks = 5;
    private const int MostMarks = 60;

    private static readonly XmlWriterSettings Fragment = new() { OmitXmlDeclaration = true, ConformanceLevel = ConformanceLevel.Fragment };

    public static MarkupString Draw(IReadOnlyList<ChartLine> lines, string title)
    {
        var places = lines.SelectMany(line => line.Places).Where(place => double.IsFinite(place.Value)).ToList();
        if (places.Count == 0)
            return new MarkupString("<p>There is nothing to draw yet: rates and percentiles need what was sent twice.</p>");
        var (first, last) = (places.Min(place => place.Seconds), places.Max(place => place.Seconds));
        var (low, step) = Scale(Math.Min(0, places.Min(place => place.Value)), places.Max(place => place.Value));
        double X(double seconds) => last > first ? Left + ((seconds - first) / (last - first) * (Right - Left)) : (Left + Right) / 2;
        double Y(double value) => Bottom - ((value - low) / (step * Ticks) * (Bottom - Top));

        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var svg = XmlWriter.Create(text, Fragment))
        {
            svg.WriteStartElement("svg");
            Attributes(svg, ("class", "chart"), ("viewBox", $"0 0 {Width} {Height}"), ("role", "img"), ("aria-label",
                $"{title}: from {Shown.Number(places.Min(place => place.Value))} to {Shown.Number(places.Max(place => place.Value))}"));
            for (var tick = 0; tick <= Ticks; tick++)
            {
                var value = low + (tick * step);
                Element(svg, "polyline", "", ("class", "grid"), ("points", $"{At(Left)},{At(Y(value))} {At(Right)},{At(Y(value))}"));
                Element(svg, "text", Shown.Number(value), ("x", At(Left - 6)), ("y", At(Y(value) + 4)), ("text-anchor", "end"));
            }

            foreach (var (seconds, anchor) in last > first ? [(first, "start"), (last, "end")] : new[] { (first, "middle") })
                Element(svg, "text", Moment(seconds), ("x", At(X(seconds))), ("y", At(Bottom + 20)), ("text-anchor", anchor));
            for (var i = 0; i < lines.Count; i++)
            {
                var drawn = lines[i].Places.Where(place => double.IsFinite(place.Value)).ToList();
                Element(svg, "polyline", "", ("class", $"line c{i}"), ("points",
                    string.Join(' ', drawn.Select(place => $"{At(X(place.Seconds))},{At(Y(place.Value))}"))));
                foreach (var (seconds, value) in drawn.TakeLast(MostMarks))
                {
                    svg.WriteStartElement("circle");
                    Attributes(svg, ("class", $"c{i}"), ("cx", At(X(seconds))), ("cy", At(Y(value))), ("r", "2.5"));
                    svg.WriteElementString("title", $"{Shown.Number(value)} at {Moment(seconds)}");
                    svg.WriteEndElement();
                }
            }

            svg.WriteEndElement();
        }

        return new MarkupString(text.ToString());
    }

    /// <summary>Where the axis begins, and round steps that reach the top.</summary>
    private static (double Low, double Step) Scale(double low, double high)
    {
        var rough = Math.Max(high - low, 1e-12) / Ticks;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        foreach (var factor in (double[])[1, 2, 2.5, 5, 10, 20])
        {
            var step = factor * power;
            var begin = Math.Floor(low / step) * step;
            if (begin + (step * Ticks) >= high)
                return (begin, step);
        }

        return (low, rough);
    }

    private static string Moment(double seconds) => Shown.Time(DateTime.UnixEpoch.AddSeconds(seconds));

    private static string At(double place) => place.ToString("0.#", CultureInfo.InvariantCulture);

    private static void Element(XmlWriter svg, string name, string text, params (string Name, string Value)[] attributes)
    {
        svg.WriteStartElement(name);
        Attributes(svg, attributes);
        svg.WriteString(text);
        svg.WriteEndElement();
    }

    private static void Attributes(XmlWriter svg, params (string Name, string Value)[] attributes)
    {
        foreach (var (name, value) in attributes)
            svg.WriteAttributeString(name, value);
    }
}
