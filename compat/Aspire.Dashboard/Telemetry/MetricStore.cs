using Aspire.Dashboard.Otlp;

namespace Aspire.Dashboard.Telemetry;

/// <summary>The metrics that were sent.</summary>
internal sealed class MetricStore
{
    private const int Delta = 1; // since the point before

    private readonly Lock _lock = new();
    private readonly Dictionary<InstrumentKey, Instrument> _instruments = [];
    private readonly Bounded<(Instrument Instrument, Series Series)> _points;

    public MetricStore(Limits limits) => _points = new(limits.MetricPoints, limits.Bytes, place => Forget(place.Instrument, place.Series));

    /// <returns>How many points are of kinds that are not kept.</returns>
    public int Add(MetricsRequest request)
    {
        var rejected = 0;
        lock (_lock)
        {
            foreach (var resource in request.ResourceMetrics)
            {
                foreach (var scope in resource.ScopeMetrics)
                {
                    var source = Source.Of(resource.Resource, scope.Scope);
                    rejected += scope.Metrics.Sum(metric => Add(source, metric));
                }
            }
        }

        return rejected;
    }

    /// <summary>All that there are, by resource, meter and name.</summary>
    public IReadOnlyList<InstrumentKey> Keys()
    {
        lock (_lock)
        {
            return [.. _instruments.Keys.OrderBy(key => key.Resource, StringComparer.OrdinalIgnoreCase)
                .ThenBy(key => key.Meter, StringComparer.OrdinalIgnoreCase).ThenBy(key => key.Name, StringComparer.OrdinalIgnoreCase)];
        }
    }

    public InstrumentView? Get(InstrumentKey key)
    {
        lock (_lock)
        {
            return _instruments.TryGetValue(key, out var found)
                ? new InstrumentView(key, found.Metric.Unit, found.Metric.Description, found.Kind,
                    [.. found.Series.OrderBy(series => series.Key, StringComparer.Ordinal)
                        .Select(series => new SeriesView(series.Key, [.. series.Value.Points]))])
                : null;
        }
    }

    private int Add(Source source, Metric metric)
    {
        switch (metric.DataCase)
        {
            case Metric.DataOneofCase.Gauge:
                Add(source, metric, InstrumentKind.Value, metric.Gauge.DataPoints);
                return 0;
            case Metric.DataOneofCase.Sum when metric.Sum.AggregationTemporality != Delta:
                Add(source, metric, metric.Sum.IsMonotonic ? InstrumentKind.Counter : InstrumentKind.Value, metric.Sum.DataPoints);
                return 0;
            case Metric.DataOneofCase.Histogram when metric.Histogram.AggregationTemporality != Delta:
                foreach (var point in metric.Histogram.DataPoints)
                    Add(source, metric, InstrumentKind.Histogram, point.Attributes, Point.Of(point), point.CalculateSize());
                return 0;
            default:
                return metric.Sum?.DataPoints.Count ?? metric.Histogram?.DataPoints.Count
                    ?? (metric.ExponentialHistogram ?? metric.Summary)?.DataPoints.Count ?? 0;
        }
    }

    private void Add(Source source, Metric metric, InstrumentKind kind, IEnumerable<NumberDataPoint> points)
    {
        foreach (var point in points)
            Add(source, metric, kind, point.Attributes, Point.Of(point), point.CalculateSize());
    }

    private void Add(Source source, Metric metric, InstrumentKind kind, IEnumerable<KeyValue> attributes, Point point, int bytes)
    {
        var key = new InstrumentKey(source.Service, source.Scope.Name, metric.Name);
        if (!_instruments.TryGetValue(key, out var instrument) || instrument.Kind != kind)
            _instruments[key] = instrument = new Instrument(key, kind, new Metric { Unit = metric.Unit, Description = metric.Description });
        var name = Shown.Attributes(attributes);
        if (source.Instance.Length > 0)
            name = name.Length > 0 ? $"{source.Instance}: {name}" : source.Instance;
        if (!instrument.Series.TryGetValue(name, out var series))
            instrument.Series.Add(name, series = new Series(name));
        series.Points.Enqueue(point);
        _points.Add((instrument, series), bytes);
    }

    private void Forget(Instrument instrument, Series series)
    {
        series.Points.Dequeue();
        if (series.Points.Count == 0)
            instrument.Series.Remove(series.Name);
        if (instrument.Series.Count == 0 && _instruments.GetValueOrDefault(instrument.Key) == instrument)
            _instruments.Remove(instrument.Key);
    }

    private sealed record Series(string Name)
    {
        public Queue<Point> Points { get; } = new();
    }

    private sealed class Instrument(InstrumentKey key, InstrumentKind kind, Metric metric)
    {
        public InstrumentKey Key => key;

        public InstrumentKind Kind => kind;

        public Metric Metric => metric;

        public Dictionary<string, Series> Series { get; } = [];
    }
}
