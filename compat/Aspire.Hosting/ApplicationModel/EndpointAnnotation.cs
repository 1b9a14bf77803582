namespace Aspire.Hosting.ApplicationModel;

/// <summary>A port that a resource listens on.</summary>
internal sealed class EndpointAnnotation(string name, string uriScheme) : IResourceAnnotation
{
    public string Name { get; } = ModelName.Checked(name, "endpoint");

    public string UriScheme { get; } = uriScheme;

    public string TargetHost { get; } = "localhost";

    /// <summary>The port that was asked for; null: any free one.</summary>
    public int? Port { get; set; }

    /// <summary>The variable that tells the resource its port.</summary>
    public string? PortVariable { get; set; }

    /// <summary>The section under Kestrel:Endpoints that this endpoint comes from, or null.</summary>
    public string? KestrelSection { get; set; }

    public bool IsExternal { get; set; }

    /// <summary>It speaks HTTP/2 alone, as gRPC does.</summary>
    public bool IsHttp2 { get; set; }

    /// <summary>The port that others use where it is deployed; null: the platform's usual one.</summary>
    public int? ExposedPort { get; init; }

    /// <summary>The port that it listens on where it is deployed; null: the usual one of its image.</summary>
    public int? PublishedPort { get; set; }

    /// <summary>The port it has got; null until the application starts.</summary>
    public int? AllocatedPort { get; set; }

    /// <summary>The ports that replicas listen on; empty for a single process, which listens on <see cref="AllocatedPort"/>.</summary>
    public IReadOnlyList<int> ReplicaPorts { get; set; } = [];

    public string Url => $"{UriScheme}://{TargetHost}:{AllocatedPort}";

    public int? TargetPort(int replica) => ReplicaPorts.Count > 0 ? ReplicaPorts[replica] : AllocatedPort;

    public bool IsHttp => UriScheme is "http" or "https";
}
