using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PlayCount.ServiceDefaults.Jobs;

/// <summary>Spans and figures of jobs: a job's span is a child of the message that asked for it, its answer's span a child of it.</summary>
internal sealed class JobTelemetry : IDisposable
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Name = "PlayCount.Jobs";

    /// <summary>From a song that is cut in an instant to a network that trains for days.</summary>
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000],
    };

    private readonly ActivitySource _source = new(Name);
    private readonly Histogram<double> _age;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _ended;
    private readonly TimeProvider _time;

    public JobTelemetry(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        var meter = meters.Create(Name);
        _age = meter.CreateHistogram("playcount.job.age", "s", "Seconds from asked for to begun", tags: null, Seconds);
        _duration = meter.CreateHistogram("playcount.job.duration", "s", "Seconds from begun to ended, by outcome", tags: null, Seconds);
        _ended = meter.CreateCounter<long>("playcount.job.ended", "{job}", "Jobs ended, by outcome");
    }

    /// <summary>Now, for <see cref="Ended"/>.</summary>
    public long Timestamp() => _time.GetTimestamp();

    public Activity? Begin(string owner, Job job)
    {
        _age.Record((_time.GetUtcNow().ToUnixTimeMilliseconds() - job.QueuedAt) / 1000.0, Tag("owner", owner));
        return Start($"{owner} {job.Work}", ActivityKind.Consumer, job.TraceParent)
            ?.SetTag("playcount.experiment", job.ExperimentId).SetTag("playcount.attempt", job.Attempts);
    }

    public Activity? Answering(string owner, JobAnswer answer) => Start($"{owner} answer", ActivityKind.Producer, answer.TraceParent);

    public void Ended(string owner, Job job, JobOutcome outcome, long begun)
    {
        var name = outcome.ToString().ToLowerInvariant();
        _ended.Add(1, Tag("owner", owner), Tag("outcome", name));
        _duration.Record(_time.GetElapsedTime(begun).TotalSeconds, Tag("owner", owner), Tag("outcome", name));
        Activity.Current?.SetTag("playcount.outcome", name);
        if (outcome == JobOutcome.Failed)
            Activity.Current?.SetStatus(ActivityStatusCode.Error, job.Work);
    }

    public void Dispose() => _source.Dispose();

    /// <summary>A job has a trace of its own only where the message had none.</summary>
    private Activity? Start(string name, ActivityKind kind, string? traceParent) =>
        _source.StartActivity(name, kind, ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent) ? parent : default);

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
