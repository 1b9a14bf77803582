using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PlayCount.Experiments.Conducting;

/// <summary>Spans and figures of experiments: each span belongs to the trace of the call that started the experiment.</summary>
internal sealed class ExperimentTelemetry : IDisposable
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Name = "PlayCount.Experiments";

    private readonly ActivitySource _source = new(Name);
    private readonly Counter<long> _begun;
    private readonly Counter<long> _ended;

    public ExperimentTelemetry(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _begun = meter.CreateCounter<long>("playcount.experiment.begun", "{experiment}", "Experiments started or resumed");
        _ended = meter.CreateCounter<long>("playcount.experiment.ended", "{experiment}", "Experiments ended, by outcome");
    }

    /// <summary>
    /// The W3C trace context for an experiment that is started now: the call's, or where nobody traces the call, a new one, so that its
    /// steps are together.
    /// </summary>
    public static string TraceParent() =>
        Activity.Current?.Id ?? $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-01";

    /// <summary>Something that is done for an experiment; a look that finds nothing to do is none.</summary>
    public Activity? Step(ExperimentRow experiment) =>
        _source.StartActivity($"experiment {experiment.Stage}", ActivityKind.Internal, Context(experiment))
            ?.SetTag("playcount.experiment", experiment.ExperimentId);

    /// <summary>Links the call at hand, which has a trace of its own, to the experiment's trace.</summary>
    public static void Link(ExperimentRow experiment)
    {
        if (Context(experiment) is var trace && trace != default)
            Activity.Current?.AddLink(new ActivityLink(trace)).SetTag("playcount.experiment", experiment.ExperimentId);
    }

    public void Started() => _begun.Add(1, new KeyValuePair<string, object?>("by", "start"));

    public void Resumed() => _begun.Add(1, new KeyValuePair<string, object?>("by", "resume"));

    /// <param name="outcome">One of <see cref="ExperimentState"/>.</param>
    public void Ended(string outcome) => _ended.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void Dispose() => _source.Dispose();

    private static ActivityContext Context(ExperimentRow experiment) =>
        ActivityContext.TryParse(experiment.TraceParent, null, isRemote: true, out var parent) ? parent : default;
}
