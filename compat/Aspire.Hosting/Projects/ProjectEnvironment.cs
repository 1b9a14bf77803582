using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Projects;

/// <summary>The variables that every project gets.</summary>
internal static class ProjectEnvironment
{
    /// <summary>Variables of the AppHost's own launch that would mislead its children.</summary>
    public static readonly string[] NotInherited =
        ["ASPNETCORE_URLS", "ASPNETCORE_HTTPS_PORT", "ASPNETCORE_HTTPS_PORTS", "ASPNETCORE_HTTP_PORTS", "DOTNET_LAUNCH_PROFILE"];

    public static void Add(EnvironmentCallbackContext context, LaunchProfile? profile, bool isDevelopment)
    {
        var variables = context.EnvironmentVariables;
        AddUrls(context);
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

    /// <summary>Tells a process its ports, in the variables that its endpoints name.</summary>
    public static void AddPorts(EnvironmentCallbackContext context)
    {
        foreach (var endpoint in Endpoints(context).Where(endpoint => endpoint.PortVariable is not null))
            context.EnvironmentVariables[endpoint.PortVariable!] = $"{endpoint.TargetPort(context.Replica)}";
    }

    private static void AddUrls(EnvironmentCallbackContext context)
    {
        var (variables, endpoints) = (context.EnvironmentVariables, Endpoints(context).ToList());
        var urls = endpoints.Where(endpoint => endpoint is { IsHttp: true, KestrelSection: null }).ToList();
        if (urls.Count > 0)
            variables["ASPNETCORE_URLS"] = string.Join(';', urls.Select(Url));
        if (urls.Find(endpoint => endpoint.UriScheme == "https") is { } secure)
            variables["ASPNETCORE_HTTPS_PORT"] = $"{secure.TargetPort(context.Replica)}";
        foreach (var endpoint in endpoints.Where(endpoint => endpoint.KestrelSection is not null))
            variables[$"Kestrel__Endpoints__{endpoint.KestrelSection}__Url"] = Url(endpoint);

        string Url(EndpointAnnotation endpoint) => $"{endpoint.UriScheme}://{endpoint.TargetHost}:{endpoint.TargetPort(context.Replica)}";
    }

    private static IEnumerable<EndpointAnnotation> Endpoints(EnvironmentCallbackContext context) =>
        context.Resource.Annotations.OfType<EndpointAnnotation>();
}
