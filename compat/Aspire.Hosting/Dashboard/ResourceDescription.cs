using Aspire.Dashboard.V1;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration;

namespace Aspire.Hosting.Dashboard;

/// <summary>Resources as the dashboard is told of them.</summary>
internal sealed class ResourceDescription(IEnumerable<IResource> resources)
{
    private readonly SecretMask _mask = new(resources);
    private readonly Dictionary<string, (string State, long Since)> _since = [];

    public ResourceState Of(ResourceEvent update)
    {
        var (resource, snapshot) = (update.Resource, update.Snapshot);
        var state = snapshot.State?.Text ?? KnownResourceStates.NotStarted;
        if (!_since.TryGetValue(resource.Name, out var last) || last.State != state)
            _since[resource.Name] = last = (state, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        var told = new ResourceState
        {
            Name = resource.Name,
            Type = snapshot.ResourceType,
            State = state,
            Health = snapshot.HealthStatus?.ToString() ?? "",
            Problem = snapshot.Problem ?? "",
            SinceUnixMs = last.Since,
            CanBeCommanded = ResourceCommand.IsThere(resource),
        };
        if (snapshot.ExitCode is { } exitCode)
            told.ExitCode = exitCode;
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>().Where(endpoint => endpoint.AllocatedPort is not null))
            told.Endpoints.Add(new Endpoint { Name = endpoint.Name, Url = endpoint.Url });
        foreach (var report in snapshot.HealthReports)
        {
            told.Reports.Add(new HealthReport
            {
                Name = report.Name,
                Status = report.Status?.ToString() ?? "not asked yet",
                Description = report.Description ?? "",
            });
        }

        foreach (var (name, value) in snapshot.Environment.OrderBy(variable => variable.Key, StringComparer.Ordinal))
        {
            var isSecret = _mask.Hides(name, value);
            told.Environment.Add(new Variable { Name = name, Value = isSecret ? "" : value, IsSecret = isSecret });
        }

        return told;
    }
}
