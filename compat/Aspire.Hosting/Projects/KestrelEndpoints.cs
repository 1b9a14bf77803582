using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Projects;

/// <summary>The endpoints that a project's appsettings give Kestrel: they keep names and protocols and are told their ports.</summary>
internal static class KestrelEndpoints
{
    /// <param name="projectPath">The project file.</param>
    /// <param name="environment">The environment the project runs in, such as Development.</param>
    public static IReadOnlyList<EndpointAnnotation> Of(string projectPath, string environment)
    {
        var configuration = new ConfigurationBuilder().SetBasePath(Path.GetDirectoryName(projectPath)!)
            .AddJsonFile("appsettings.json", optional: true).AddJsonFile($"appsettings.{environment}.json", optional: true).Build();
        using (configuration as IDisposable)
            return [.. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(section => Endpoint(section, projectPath))];
    }

    private static EndpointAnnotation Endpoint(IConfigurationSection section, string projectPath)
    {
        var text = section["Url"] ?? "";
        // Kestrel takes * and + for every address of the machine, which no Uri does.
        var local = text.Replace("://*", "://localhost", StringComparison.Ordinal)
            .Replace("://+", "://localhost", StringComparison.Ordinal);
        if (!Uri.TryCreate(local, UriKind.Absolute, out var url))
        {
            throw new DistributedApplicationException($"'{Path.GetDirectoryName(projectPath)}' has an appsettings file whose "
                + $"{section.Path}:Url is '{text}': it takes a URL such as http://localhost:5080.");
        }

        return new EndpointAnnotation(section.Key, url.Scheme)
        {
            Port = url.Port is 0 ? null : url.Port,
            KestrelSection = section.Key,
            PublishedPort = url.Port is 0 ? null : url.Port,
            IsHttp2 = string.Equals(section["Protocols"], "Http2", StringComparison.OrdinalIgnoreCase),
        };
    }
}
