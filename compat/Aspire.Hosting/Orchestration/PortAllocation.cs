using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>Gives every endpoint its port before the first resource starts: they tell each other.</summary>
internal static class PortAllocation
{
    /// <param name="resources">Whose endpoints get ports.</param>
    /// <param name="randomize">Asked ports are not heeded, so that applications run side by side.</param>
    /// <exception cref="DistributedApplicationException">A port that was asked for is in use, or asked for twice.</exception>
    public static void Allocate(IEnumerable<IResource> resources, bool randomize)
    {
        var wishes = (from resource in resources
                      from endpoint in resource.Annotations.OfType<EndpointAnnotation>()
                      select (Resource: resource, Endpoint: endpoint, Port: randomize ? null : endpoint.Port)).ToList();
        var owners = new Dictionary<int, string>();
        foreach (var (resource, endpoint, port) in wishes.Where(wish => wish.Port is not null))
        {
            var owner = $"endpoint '{endpoint.Name}' of resource '{resource.Name}'";
            if (!owners.TryAdd(port!.Value, owner))
                throw new DistributedApplicationException(Twice(port.Value, owners[port.Value], owner));
            if (!FreePorts.IsFree(port.Value))
                throw new DistributedApplicationException(InUse(port.Value, owner));
            endpoint.AllocatedPort = port;
        }

        var taken = owners.Keys.ToHashSet();
        foreach (var (_, endpoint, _) in wishes.Where(wish => wish.Port is null))
            endpoint.AllocatedPort = Free(taken);
        foreach (var (resource, endpoint, _) in wishes.Where(wish => ReplicaAnnotation.Of(wish.Resource) > 1))
            endpoint.ReplicaPorts = [.. Enumerable.Range(0, ReplicaAnnotation.Of(resource)).Select(_ => Free(taken))];
    }

    private static int Free(HashSet<int> taken)
    {
        var port = FreePorts.Choose(taken);
        taken.Add(port);
        return port;
    }

    private static string Twice(int port, string owner, string other) =>
        $"Port {port} is asked for twice, by {owner} and by {other}: give one of them another.";

    private static string InUse(int port, string owner) =>
        $"Port {port}, asked for by {owner}, is in use{PortOwner.By(port)}, or may not be listened on: end the program that listens there"
        + ", or give the endpoint another port, or none to get a free one.";
}
