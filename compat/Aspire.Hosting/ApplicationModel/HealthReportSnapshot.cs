using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a health check said.</summary>
/// <param name="Name">The check's name.</param>
/// <param name="Status">What it said; null: it did not run yet.</param>
/// <param name="Description">In words.</param>
/// <param name="ExceptionText">What went wrong, with where.</param>
public sealed record HealthReportSnapshot(string Name, HealthStatus? Status, string? Description, string? ExceptionText);
