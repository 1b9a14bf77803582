using Aspire.Dashboard.Otlp;

namespace Aspire.Dashboard.Telemetry;

/// <summary>What an instrument is told by.</summary>
public sealed record InstrumentKey(string Resource, string Meter, string Name);

/// <summary>What the points of an instrument are.</summary>
public enum InstrumentKind
{
    /// <summary>What is now.</summary>
    Value,

    /// <summary>How much since the start.</summary>
    Counter,

    /// <summary>How often each size since the start.</summary>
    Histogram,
}

/// <summary>A point: a value, or the sum, number and buckets of a histogram.</summary>
public sealed record Point(ulong Start, ulong Time, double Value, ulong Count, IReadOnlyList<double> Bounds, IReadOnlyList<ulong> Counts)
{
    internal static Point Of(NumberDataPoint point) => new(
        point.StartTimeUnixNano, point.TimeUnixNano,
        point.ValueCase == NumberDataPoint.ValueOneofCase.AsInt ? point.AsInt : point.AsDouble, 0, [], []);

    internal static Point Of(HistogramDataPoint point) => new(
        point.StartTimeUnixNano, point.TimeUnixNano, point.Sum, point.Count, [.. point.ExplicitBounds], [.. point.BucketCounts]);
}

/// <summary>The points of one set of attributes, oldest first.</summary>
public sealed record SeriesView(string Name, IReadOnlyList<Point> Points);

/// <summary>An instrument with what it measured.</summary>
public sealed record InstrumentView(
    InstrumentKey Key, string Unit, string Description, InstrumentKind Kind, IReadOnlyList<SeriesView> Series)
{
    public bool IsHistogram => Kind == InstrumentKind.Histogram;

    public bool IsCounter => Kind == InstrumentKind.Counter;
}
