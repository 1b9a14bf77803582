namespace Aspire.Dashboard.Telemetry;

/// <summary>A drawn line: its name and its places over time.</summary>
public sealed record ChartLine(string Name, IReadOnlyList<(double Seconds, double Value)> Places);

/// <summary>What is drawn of an instrument: values, the rates of counters, the percentiles of histograms.</summary>
internal static class Figures
{
    /// <summary>More lines than this nobody tells apart.</summary>
    public const int MostLines = 4;

    private static readonly (string Name, double Share)[] Percentiles = [("P50", .5), ("P90", .9), ("P99", .99)];

    public static IReadOnlyList<ChartLine> Lines(InstrumentView instrument) => instrument.IsHistogram
        ? [.. Percentiles.Select(percentile => new ChartLine(percentile.Name, Over(instrument, percentile.Share)))]
        : [.. instrument.Series.Select(series => new ChartLine(series.Name, Places(instrument.Kind, series.Points)))
            .Where(line => line.Places.Count > 0).OrderByDescending(line => line.Places[^1].Value).Take(MostLines)];

    /// <summary>Below which so large a share of what was measured lies: linear within a bucket, the last bound at most.</summary>
    /// <param name="bounds">Upper bounds of all buckets but the last, which has none.</param>
    /// <param name="counts">How many lie in each; one more than bounds.</param>
    /// <param name="share">Between 0 and 1.</param>
    /// <returns>Null when nothing was measured or there are no buckets.</returns>
    public static double? Percentile(IReadOnlyList<double> bounds, IReadOnlyList<double> counts, double share)
    {
        var total = counts.Sum();
        if (bounds.Count == 0 || counts.Count != bounds.Count + 1 || total <= 0)
            return null;
        var (below, wanted) = (0.0, share * total);
        for (var i = 0; i < bounds.Count; i++)
        {
            if (counts[i] > 0 && below + counts[i] >= wanted)
            {
                var from = i > 0 ? bounds[i - 1] : Math.Min(0, bounds[0]);
                return from + ((bounds[i] - from) * (wanted - below) / counts[i]);
            }

            below += counts[i];
        }

        return bounds[^1];
    }

    /// <summary>The percentiles of all that was measured in a series.</summary>
    public static IEnumerable<double?> Whole(SeriesView series) => Percentiles.Select(percentile => Percentile(
        series.Points[^1].Bounds, [.. series.Points[^1].Counts.Select(count => (double)count)], percentile.Share));

    private static List<(double Seconds, double Value)> Places(InstrumentKind kind, IReadOnlyList<Point> points) =>
        kind == InstrumentKind.Value
            ? [.. points.Select(point => (Seconds(point.Time), point.Value))]
            : [.. Pairs(points).Select(pair => (Seconds(pair.Now.Time),
                (pair.Now.Value - (pair.IsRestart ? 0 : pair.Before.Value)) / (Seconds(pair.Now.Time) - Seconds(pair.Before.Time))))];

    /// <summary>All series together, from each sending to the next.</summary>
    private static List<(double Seconds, double Value)> Over(InstrumentView instrument, double share) =>
        [.. from pair in instrument.Series.SelectMany(series => Pairs(series.Points))
            where pair.Now.Counts.Count == pair.Before.Counts.Count
            group pair by pair.Now.Time into together
            orderby together.Key
            let bounds = together.First().Now.Bounds
            let same = together.Where(pair => pair.Now.Counts.Count == bounds.Count + 1).ToList()
            let counts = Enumerable.Range(0, bounds.Count + 1)
                .Select(i => same.Sum(pair => (double)pair.Now.Counts[i] - (pair.IsRestart ? 0 : pair.Before.Counts[i]))).ToList()
            let value = Percentile(bounds, counts, share)
            where value is not null
            select (Seconds(together.Key), value.Value)];

    private static IEnumerable<(Point Before, Point Now, bool IsRestart)> Pairs(IReadOnlyList<Point> points) =>
        from pair in points.Zip(points.Skip(1))
        where pair.Second.Time > pair.First.Time
        select (pair.First, pair.Second, pair.Second.Start != pair.First.Start || pair.Second.Count < pair.First.Count
            || (pair.Second.Count == 0 && pair.Second.Value < pair.First.Value));

    private static double Seconds(ulong unixNano) => unixNano / 1e9;
}
