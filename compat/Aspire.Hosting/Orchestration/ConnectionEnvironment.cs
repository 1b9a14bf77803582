using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>The variables by which a resource reaches one that has a connection string.</summary>
internal static class ConnectionEnvironment
{
    public static void Add(Dictionary<string, object> variables, IResourceWithConnectionString source, string name)
    {
        variables[$"ConnectionStrings__{name}"] = source;
        foreach (var (part, value) in source.GetConnectionProperties())
            variables[$"{ServiceDiscovery.Variable(name)}_{part.ToUpperInvariant()}"] = value;
    }
}
