using System.Collections.Immutable;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource at one moment.</summary>
public sealed record CustomResourceSnapshot
{
    /// <summary>Such as Project.</summary>
    public required string ResourceType { get; init; }

    /// <summary>Its state; null: none was told yet.</summary>
    public ResourceStateSnapshot? State { get; init; }

    /// <summary>The exit code of a resource that ended.</summary>
    public int? ExitCode { get; init; }

    /// <summary>What its health checks said last.</summary>
    public ImmutableArray<HealthReportSnapshot> HealthReports { get; internal init; } = [];

    /// <summary>The worst of its health reports while it runs, Healthy without any; null: it does not run.</summary>
    public HealthStatus? HealthStatus =>
        State?.Text != KnownResourceStates.Running ? null
        : HealthReports.Length == 0 ? Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy
        : HealthReports.Min(report => report.Status ?? Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Unhealthy);

    /// <summary>The variables it was given, those of the AppHost's own environment left out; secrets are in clear.</summary>
    internal ImmutableDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Why it could not be started, or is not healthy though it should be by now.</summary>
    internal string? Problem { get; init; }

    internal bool IsMissing => State?.Text == KnownResourceStates.ValueMissing;

    internal bool HasEnded => State is { } state && KnownResourceStates.TerminalStates.Contains(state.Text);
}
