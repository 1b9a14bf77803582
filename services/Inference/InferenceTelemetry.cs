using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PlayCount.Inference;

/// <summary>Spans and figures of Inference.</summary>
internal sealed class InferenceTelemetry : IDisposable
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Name = "PlayCount.Inference";

    /// <summary>From one clip through a small network to a long song through a large one.</summary>
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30],
    };

    private readonly ActivitySource _source = new(Name);
    private readonly Histogram<double> _seconds;
    private readonly TimeProvider _time;
    private int _served;
    private int _loaded;

    public InferenceTelemetry(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        var meter = meters.Create(Name);
        _seconds = meter.CreateHistogram(
            "playcount.estimate.duration", "s", "Seconds an estimate takes, by what it is made from", tags: null, Seconds);
        meter.CreateObservableGauge("playcount.models.served", () => _served, "{model}", "Models that are served");
        meter.CreateObservableGauge("playcount.models.loaded", () => _loaded, "{model}", "Models whose weights are in memory");
    }

    public void Served(int models) => _served = models;

    public void Loaded(int models) => _loaded = models;

    /// <summary>Makes an estimate.</summary>
    /// <param name="from">What it is made from: <c>song</c>, <c>audio</c> or <c>stream</c>.</param>
    /// <param name="modelId">The model.</param>
    /// <param name="estimate">Makes it.</param>
    public T Estimating<T>(string from, string modelId, Func<T> estimate)
    {
        using var estimating = Begin(from, modelId);
        return estimate();
    }

    /// <inheritdoc cref="Estimating"/>
    public async Task<T> EstimatingAsync<T>(string from, string modelId, Func<Task<T>> estimate)
    {
        using var estimating = Begin(from, modelId);
        return await estimate();
    }

    public void Dispose() => _source.Dispose();

    private Estimation Begin(string from, string modelId) =>
        new(this, from, _source.StartActivity($"estimate {from}")?.SetTag("playcount.model", modelId));

    private sealed class Estimation(InferenceTelemetry telemetry, string from, Activity? span) : IDisposable
    {
        private readonly long _begun = telemetry._time.GetTimestamp();

        public void Dispose()
        {
            telemetry._seconds.Record(
                telemetry._time.GetElapsedTime(_begun).TotalSeconds, new KeyValuePair<string, object?>("from", from));
            span?.Dispose();
        }
    }
}
