using System.Diagnostics;
using OpenTelemetry;

namespace PlayCount.ServiceDefaults.Telemetry;

/// <summary>
/// Keeps to itself what nobody asked for: the looks into tables and blobs that a service takes every second, and those of health checks.
/// Each would be a trace of its own, and thousands of them hide the others.
/// </summary>
internal sealed class LoneQueries : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        var root = data;
        while (root.Parent is { } parent)
            root = parent;
        // One that goes on from another process has a parent there.
        if (root.ParentSpanId == default && IsOfStore(root.Source.Name))
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }

    private static bool IsOfStore(string source) => source == "MySqlConnector" || source.StartsWith("Azure.", StringComparison.Ordinal);
}
