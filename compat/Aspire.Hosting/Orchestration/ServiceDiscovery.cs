using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>The variables by which a resource finds another.</summary>
internal static class ServiceDiscovery
{
    public static void Add(Dictionary<string, object> variables, IResourceWithEndpoints source)
    {
        foreach (var endpoint in source.Annotations.OfType<EndpointAnnotation>())
        {
            var url = new EndpointReference(source, endpoint.Name);
            variables[$"{Variable(source.Name)}_{Variable(endpoint.Name)}"] = url;
            variables[$"services__{source.Name}__{endpoint.Name}__0"] = url;
        }
    }

    /// <summary>A name as it stands in a variable's.</summary>
    public static string Variable(string name) => name.ToUpperInvariant().Replace('-', '_');
}
