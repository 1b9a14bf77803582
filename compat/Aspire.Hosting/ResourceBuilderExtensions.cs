using System.Globalization;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration;
using Aspire.Hosting.Publishing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

/// <summary>Says what a resource needs.</summary>
public static class ResourceBuilderExtensions
{
    private const int DefaultHealthyStatus = 200;

    /// <summary>Gives the resource an environment variable.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, string? value)
        where T : IResourceWithEnvironment => WithEnvironment(builder, context => context.EnvironmentVariables[name] = value ?? "");

    /// <summary>Gives the resource an environment variable whose value is asked for when it starts.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, Func<string> callback)
        where T : IResourceWithEnvironment => WithEnvironment(builder, context => context.EnvironmentVariables[name] = callback());

    /// <summary>Gives the resource the url of an endpoint.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, EndpointReference endpointReference)
        where T : IResourceWithEnvironment => WithEnvironment(builder, context => context.EnvironmentVariables[name] = endpointReference);

    /// <summary>Gives the resource the value of a parameter.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(
        this IResourceBuilder<T> builder, string name, IResourceBuilder<ParameterResource> parameter)
        where T : IResourceWithEnvironment => WithEnvironment(builder, context => context.EnvironmentVariables[name] = parameter.Resource);

    /// <summary>Works on the resource's environment variables when it starts.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, Action<EnvironmentCallbackContext> callback)
        where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new EnvironmentCallbackAnnotation(context =>
        {
            callback(context);
            return Task.CompletedTask;
        }));
    }

    /// <summary>Works on the resource's environment variables when it starts.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, Func<EnvironmentCallbackContext, Task> callback)
        where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new EnvironmentCallbackAnnotation(callback));
    }

    /// <summary>Adds arguments to the resource's command line.</summary>
    public static IResourceBuilder<T> WithArgs<T>(this IResourceBuilder<T> builder, params string[] args)
        where T : IResourceWithArgs
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new ArgumentsAnnotation(args));
    }

    /// <summary>Adds an endpoint for HTTP, named http unless given.</summary>
    /// <inheritdoc cref="WithEndpoint{T}" />
    public static IResourceBuilder<T> WithHttpEndpoint<T>(
        this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? name = null, string? env = null,
        bool? isProxied = null)
        where T : IResourceWithEndpoints => WithEndpoint(builder, port, targetPort, "http", name, env, isProxied);

    /// <summary>Adds an endpoint.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="port">The port that others use; null: the target port, else a free one.</param>
    /// <param name="targetPort">The port that the resource listens on; nothing stands between, so it is the same.</param>
    /// <param name="scheme">tcp unless given.</param>
    /// <param name="name">The scheme unless given.</param>
    /// <param name="env">The variable that tells the resource its port.</param>
    /// <param name="isProxied">True is refused: nothing stands between.</param>
    /// <param name="isExternal">Reached from outside; without effect when run.</param>
    /// <param name="protocol">TCP unless given.</param>
    /// <exception cref="DistributedApplicationException">The name is taken, the ports differ, or a proxy is asked for.</exception>
    public static IResourceBuilder<T> WithEndpoint<T>(
        this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? scheme = null, string? name = null,
        string? env = null, bool? isProxied = null, bool? isExternal = null, ProtocolType? protocol = null)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        var endpoint = new EndpointAnnotation(name ?? scheme ?? "tcp", scheme ?? "tcp")
        {
            Port = port ?? targetPort,
            PortVariable = env,
            IsExternal = isExternal ?? false,
            ExposedPort = port,
            PublishedPort = targetPort,
        };
        var owner = $"endpoint '{endpoint.Name}' of resource '{builder.Resource.Name}'";
        if (builder.GetEndpoint(endpoint.Name).Exists)
            throw new DistributedApplicationException($"The {owner} is there already: give one of them another name.");
        if (protocol is not (null or ProtocolType.Tcp))
            throw new DistributedApplicationException($"The {owner} asks for {protocol}: only TCP is served.");
        if (isProxied is true)
            throw new DistributedApplicationException($"The {owner} asks for a proxy: there is none, so leave isProxied out.");
        if (port is not null && targetPort is not null && port != targetPort)
        {
            throw new DistributedApplicationException(
                $"The {owner} asks for port {port} and target port {targetPort}: nothing stands between the two, so give one of them.");
        }

        return builder.WithAnnotation(endpoint);
    }

    /// <summary>The resource's endpoint of this name.</summary>
    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        return new EndpointReference(builder.Resource, name);
    }

    /// <summary>Marks the resource's HTTP endpoints as reached from outside; without effect when run.</summary>
    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        foreach (var endpoint in builder.Resource.Annotations.OfType<EndpointAnnotation>().Where(endpoint => endpoint.IsHttp))
            endpoint.IsExternal = true;
        return builder;
    }

    /// <summary>The resource's HTTP endpoints speak HTTP/2, as gRPC does; without effect when run.</summary>
    public static IResourceBuilder<T> AsHttp2Service<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        foreach (var endpoint in builder.Resource.Annotations.OfType<EndpointAnnotation>().Where(endpoint => endpoint.IsHttp))
            endpoint.IsHttp2 = true;
        return builder;
    }

    /// <summary>Tells where to find another resource: <c>NAME_ENDPOINT</c> and <c>services__name__endpoint__0</c>.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(source);
        return WithEnvironment(builder, context => ServiceDiscovery.Add(context.EnvironmentVariables, source.Resource));
    }

    /// <summary>Tells how to reach another resource: <c>ConnectionStrings__name</c>, and <c>NAME_PART</c> for each of its parts.</summary>
    /// <param name="builder">The resource that is told.</param>
    /// <param name="source">The other.</param>
    /// <param name="connectionName">The name in these variables, unless the other's own.</param>
    /// <param name="optional">The variables are left out when nobody gave the connection string.</param>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithConnectionString> source, string? connectionName = null,
        bool optional = false)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(source);
        return WithEnvironment(builder, context =>
        {
            if (!optional || source.Resource is not ParameterResource { HasValue: false })
                ConnectionEnvironment.Add(context.EnvironmentVariables, source.Resource, connectionName ?? source.Resource.Name);
        });
    }

    /// <summary>The resource is not described when the application is published; without effect when run.</summary>
    public static IResourceBuilder<T> ExcludeFromManifest<T>(this IResourceBuilder<T> builder)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new ManifestExclusionAnnotation());
    }

    /// <summary>The resource is healthy when a GET request is answered with the status, 200 unless given.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="path">The path, / unless given.</param>
    /// <param name="statusCode">The status, 200 unless given.</param>
    /// <param name="endpointName">The endpoint; unless given, its first one for HTTP.</param>
    /// <exception cref="DistributedApplicationException">The resource has no such endpoint for HTTP.</exception>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        var endpoint = builder.Resource.Annotations.OfType<EndpointAnnotation>().FirstOrDefault(candidate => candidate.IsHttp
            && (endpointName is null || string.Equals(candidate.Name, endpointName, StringComparison.OrdinalIgnoreCase)));
        if (endpoint is null)
        {
            throw new DistributedApplicationException($"The health check of resource '{builder.Resource.Name}' asks for "
                + (endpointName is null ? "an HTTP endpoint" : $"the HTTP endpoint '{endpointName}'")
                + ", which it does not have: add it first.");
        }

        var status = statusCode ?? DefaultHealthyStatus;
        var check = new HttpEndpointHealthCheck(builder.GetEndpoint(endpoint.Name), path ?? "/", status);
        var key = string.Create(CultureInfo.InvariantCulture, $"{builder.Resource.Name}_{endpoint.Name}_{path ?? "/"}_{status}_check");
        builder.ApplicationBuilder.Services.AddHealthChecks()
            .Add(new HealthCheckRegistration(key, check, HealthStatus.Unhealthy, tags: null));
        return builder.WithAnnotation(new HealthCheckAnnotation(key));
    }

    /// <summary>The resource starts when another runs and is healthy.</summary>
    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(dependency);
        return builder.WithAnnotation(new WaitAnnotation(dependency.Resource));
    }

    /// <summary>The resource starts when another has ended with the exit code, 0 unless given.</summary>
    public static IResourceBuilder<T> WaitForCompletion<T>(
        this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, int exitCode = 0)
        where T : IResourceWithWaitSupport
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(dependency);
        return builder.WithAnnotation(new WaitAnnotation(dependency.Resource, exitCode));
    }

    /// <summary>The resource starts when another runs, healthy or not.</summary>
    public static IResourceBuilder<T> WaitForStart<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(dependency);
        return builder.WithAnnotation(new WaitAnnotation(dependency.Resource, untilHealthy: false));
    }
}
