using System.Diagnostics;

namespace PlayCount.Experiments.Conducting;

/// <summary>Spans of conducting: each belongs to the trace of the call that started the experiment.</summary>
internal sealed class ExperimentTelemetry : IDisposable
{
    private readonly ActivitySource _source = new("PlayCount.Experiments");

    public Activity? Step(ExperimentRow experiment) => _source.StartActivity(
        $"experiment {experiment.Stage}",
        ActivityKind.Internal,
        ActivityContext.TryParse(experiment.TraceParent, null, isRemote: true, out var parent) ? parent : default)
        ?.SetTag("playcount.experiment", experiment.ExperimentId);

    public void Dispose() => _source.Dispose();
}
