using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Projects;

/// <summary>The variables that every project gets.</summary>
internal static class ProjectEnvironment
{
    /// <summary>Variables of the AppHost's own launch that would mislead its children.</summary>
    public static readonly string[] NotInherited =
        ["ASPNETCORE_URLS", "ASPNETCORE_HTTPS_PORT", "ASPNETCORE_HTTPS_PORTS", "ASPNETCORE_HTTP_PORTS", "DOTNET_LAUNCH_PROFILE"];

    public static void Add(Dictionary<string, object> variables, IResource resource, LaunchProfile? profile, bool isDevelopment)
    {
        AddEndpoints(variables, [.. resource.Annotations.OfType<EndpointAnnotation>()]);
        variables["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory";
        if (!Console.IsOutputRedirected)
            variables["DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION"] = "true";
        variables["LOGGING__CONSOLE__FORMATTERNAME"] = "simple";
        if (isDevelopment)
        {
            variables["OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION"] = "true";
            variables["OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION"] = "true";
        }

        if (profile is null)
            return;
        variables.TryAdd("DOTNET_LAUNCH_PROFILE", profile.Name);
        foreach (var (name, value) in profile.Environment)
            variables.TryAdd(name, value);
    }

    private static void AddEndpoints(Dictionary<string, object> variables, IReadOnlyList<EndpointAnnotation> endpoints)
    {
        var urls = endpoints.Where(endpoint => endpoint is { IsHttp: true, KestrelSection: null }).ToList();
        if (urls.Count > 0)
            variables["ASPNETCORE_URLS"] = string.Join(';', urls.Select(endpoint => endpoint.Url));
        if (urls.Find(endpoint => endpoint.UriScheme == "https") is { } secure)
            variables["ASPNETCORE_HTTPS_PORT"] = Port(secure);
        foreach (var endpoint in endpoints.Where(endpoint => endpoint.KestrelSection is not null))
            variables[$"Kestrel__Endpoints__{endpoint.KestrelSection}__Url"] = endpoint.Url;
        foreach (var endpoint in endpoints.Where(endpoint => endpoint.PortVariable is not null))
            variables[endpoint.PortVariable!] = Port(endpoint);
    }

    private static string Port(EndpointAnnotation endpoint) => $"{endpoint.AllocatedPort}";
}
