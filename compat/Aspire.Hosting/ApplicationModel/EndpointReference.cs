namespace Aspire.Hosting.ApplicationModel;

/// <summary>An endpoint of a resource; its port is known once the application starts.</summary>
public sealed class EndpointReference(IResourceWithEndpoints owner, string endpointName) : IValueProvider
{
    /// <summary>The resource that listens.</summary>
    public IResourceWithEndpoints Resource { get; } = owner;

    /// <summary>The endpoint's name.</summary>
    public string EndpointName { get; } = endpointName;

    /// <summary>The resource has an endpoint of this name.</summary>
    public bool Exists => Found is not null;

    /// <summary>The endpoint has got its port.</summary>
    public bool IsAllocated => Found?.AllocatedPort is not null;

    /// <summary>The host's name.</summary>
    public string Host => Annotation.TargetHost;

    /// <summary>The port.</summary>
    /// <exception cref="InvalidOperationException">The application has not started yet.</exception>
    public int Port => Annotation.AllocatedPort
        ?? throw new InvalidOperationException(
            $"The endpoint '{EndpointName}' of resource '{Resource.Name}' has no port yet: start the application first.");

    /// <summary>Such as http.</summary>
    public string Scheme => Annotation.UriScheme;

    /// <summary>Scheme, host and port.</summary>
    /// <exception cref="InvalidOperationException">The application has not started yet.</exception>
    public string Url => $"{Scheme}://{Host}:{Port}";

    internal EndpointAnnotation Annotation => Found ?? throw new InvalidOperationException(
        $"The resource '{Resource.Name}' has no endpoint '{EndpointName}': it has {Named(Endpoints.Select(endpoint => endpoint.Name))}.");

    private EndpointAnnotation? Found =>
        Endpoints.FirstOrDefault(endpoint => string.Equals(endpoint.Name, EndpointName, StringComparison.OrdinalIgnoreCase));

    private IEnumerable<EndpointAnnotation> Endpoints => Resource.Annotations.OfType<EndpointAnnotation>();

    /// <summary>The url.</summary>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => new(Url);

    private static string Named(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } some ? some : "none";
}
