using System.Collections.Concurrent;
using System.Diagnostics;

namespace PlayCount.EndToEnd.Tests.Experiments;

/// <summary>Keeps the spans of this process that ended; other tests have some there, too, in traces of their own.</summary>
internal sealed class SpanRecorder : IDisposable
{
    private static readonly string[] Sources =
    [
        "MassTransit", "Microsoft.AspNetCore", "System.Net.Http", "Grpc.Net.Client", "PlayCount.Experiments", "PlayCount.Jobs",
        "PlayCount.Tests",
    ];

    private readonly ActivitySource _source = new("PlayCount.Tests");
    private readonly ActivityListener _listener;
    private readonly ConcurrentQueue<Activity> _ended = [];

    public SpanRecorder()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => Sources.Contains(source.Name),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Begins a trace, until what is given back is disposed.</summary>
    public Activity Caller()
    {
        Activity.Current = null;
        return _source.StartActivity("caller", ActivityKind.Internal)!;
    }

    public IReadOnlyList<Activity> Of(ActivityTraceId trace) => [.. _ended.Where(span => span.TraceId == trace)];

    public IReadOnlyList<Activity> OfExperiment(string id) =>
        [.. _ended.Where(span => (string?)span.GetTagItem("playcount.experiment") == id)];

    /// <summary>Calls of a method that were answered here.</summary>
    public IReadOnlyList<Activity> Served(string method) => [.. _ended.Where(span => (string?)span.GetTagItem("grpc.method") == method
        && span.Source.Name == "Microsoft.AspNetCore")];

    public void Dispose()
    {
        _listener.Dispose();
        _source.Dispose();
    }
}
