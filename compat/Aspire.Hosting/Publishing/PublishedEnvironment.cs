using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

/// <summary>The variables that a project gets where it is deployed: its ports, as the manifest refers to them.</summary>
internal static class PublishedEnvironment
{
    public static void Add(EnvironmentCallbackContext context)
    {
        var (variables, endpoints) = (context.EnvironmentVariables, Endpoints(context).ToList());
        variables["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory";
        if (endpoints.Count > 0)
            variables["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true";
        foreach (var endpoint in endpoints.Where(endpoint => endpoint.KestrelSection is not null))
        {
            variables[$"Kestrel__Endpoints__{endpoint.KestrelSection}__Url"] =
                LaterValue.Published($"{endpoint.UriScheme}://*:{TargetPort(context, endpoint)}");
        }

        if (endpoints.Find(endpoint => endpoint is { UriScheme: "http", KestrelSection: null, PortVariable: null }) is { } usual)
            variables["HTTP_PORTS"] = LaterValue.Published(TargetPort(context, usual));
    }

    /// <summary>Tells a process its ports, in the variables that its endpoints name.</summary>
    public static void AddPorts(EnvironmentCallbackContext context)
    {
        foreach (var endpoint in Endpoints(context).Where(endpoint => endpoint.PortVariable is not null))
            context.EnvironmentVariables[endpoint.PortVariable!] = LaterValue.Published(TargetPort(context, endpoint));
    }

    private static string TargetPort(EnvironmentCallbackContext context, EndpointAnnotation endpoint) =>
        ManifestText.Of(new EndpointReference((IResourceWithEndpoints)context.Resource, endpoint.Name), "targetPort");

    private static IEnumerable<EndpointAnnotation> Endpoints(EnvironmentCallbackContext context) =>
        context.Resource.Annotations.OfType<EndpointAnnotation>();
}
