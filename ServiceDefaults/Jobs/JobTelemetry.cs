using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PlayCount.ServiceDefaults.Jobs;

/// <summary>Spans and figures of jobs: a job's span belongs to the trace of the message that asked for it.</summary>
internal sealed class JobTelemetry : IDisposable
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Name = "PlayCount.Jobs";

    private readonly ActivitySource _source = new(Name);
    private readonly Meter _meter;
    private readonly Histogram<double> _age;
    private readonly Counter<long> _ended;
    private readonly TimeProvider _time;

    public JobTelemetry(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        _meter = meters.Create(Name);
        _age = _meter.CreateHistogram<double>("playcount.job.age", "s", "Seconds from asked for to begun");
        _ended = _meter.CreateCounter<long>("playcount.job.ended", "{job}", "Jobs ended, by outcome");
    }

    public Activity? Begin(string owner, Job job)
    {
        _age.Record((_time.GetUtcNow().ToUnixTimeMilliseconds() - job.QueuedAt) / 1000.0, Tag("owner", owner));
        return Start($"{owner} {job.Work}", ActivityKind.Consumer, job.TraceParent)?.SetTag("playcount.attempt", job.Attempts);
    }

    public Activity? Answering(string owner, JobAnswer answer) => Start($"{owner} answer", ActivityKind.Producer, answer.TraceParent);

    public void Ended(string owner, Job job, string outcome)
    {
        _ended.Add(1, Tag("owner", owner), Tag("outcome", outcome));
        Activity.Current?.SetTag("playcount.outcome", outcome);
        if (outcome == "failed")
            Activity.Current?.SetStatus(ActivityStatusCode.Error, job.Work);
    }

    public void Dispose() => _source.Dispose();

    /// <summary>A job has a trace of its own only where the message had none.</summary>
    private Activity? Start(string name, ActivityKind kind, string? traceParent) =>
        _source.StartActivity(name, kind, ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent) ? parent : default);

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
