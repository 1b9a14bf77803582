using System.Globalization;
using Aspire.Dashboard.Telemetry;

namespace Aspire.Dashboard.Pages;

/// <summary>A row of a trace: a span, how deep it is, and where it lies in the whole.</summary>
/// <param name="Span">The span.</param>
/// <param name="Depth">0 for one without a parent that is known.</param>
/// <param name="Left">Where its bar begins, as a share of the whole in percent.</param>
/// <param name="Width">How long its bar is, in percent.</param>
public sealed record WaterfallRow(SpanEntry Span, int Depth, string Left, string Width)
{
    public double Seconds => (Span.End - Span.Start) / 1e9;
}

/// <summary>The spans of a trace, each below its parent.</summary>
internal static class Waterfall
{
    private const int MaxDepth = 12;
    private const int MostSpans = 500;
    private const double LeastPercent = .3;

    /// <summary>The longest spans, those they are below, and the chosen one; no more rows than can be looked at.</summary>
    public static IReadOnlyList<WaterfallRow> Rows(TraceView trace, SpanEntry? chosen)
    {
        if (trace.Spans.Count > MostSpans)
        {
            var byId = trace.Spans.ToDictionary(span => span.Id);
            var shown = new HashSet<string>();
            foreach (var span in trace.Spans.OrderByDescending(span => span.End - span.Start).Take(MostSpans).Append(chosen ?? trace.First))
            {
                for (var above = span; above is not null && shown.Add(above.Id);)
                    above = byId.GetValueOrDefault(above.ParentId);
            }

            trace = trace with { Spans = [.. trace.Spans.Where(span => shown.Contains(span.Id))] };
        }

        var known = trace.Spans.Select(span => span.Id).ToHashSet();
        var children = trace.Spans.ToLookup(span => known.Contains(span.ParentId) && span.ParentId != span.Id ? span.ParentId : "");
        var whole = Math.Max(trace.Seconds, 1e-9);
        var (rows, seen) = (new List<WaterfallRow>(), new HashSet<string>());
        var open = new Stack<(SpanEntry Span, int Depth)>(children[""].Reverse().Select(span => (span, 0)));
        Drain();
        // Spans that name each other as parents hang below none.
        foreach (var span in trace.Spans)
        {
            open.Push((span, 0));
            Drain();
        }

        return rows;

        void Drain()
        {
            while (open.TryPop(out var next))
                Add(next.Span, next.Depth);
        }

        void Add(SpanEntry span, int depth)
        {
            if (!seen.Add(span.Id))
                return;
            var left = Math.Min((span.Start - trace.Start) / 1e9 / whole * 100, 100 - LeastPercent);
            var width = Math.Max(LeastPercent, Math.Min((span.End - span.Start) / 1e9 / whole * 100, 100 - left));
            rows.Add(new WaterfallRow(span, Math.Min(depth, MaxDepth), Percent(left), Percent(width)));
            foreach (var child in children[span.Id].Reverse())
                open.Push((child, depth + 1));
        }
    }

    private static string Percent(double share) => share.ToString("0.##", CultureInfo.InvariantCulture) + "%";
}
