using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Servers;

/// <summary>What the packages of servers say of their resources.</summary>
internal static class LocalServerExtensions
{
    /// <summary>The resource runs as this server, and is healthy when that answers.</summary>
    public static IResourceBuilder<T> RunsAs<T>(this IResourceBuilder<T> builder, LocalServer server, IHealthCheck check)
        where T : IResource
    {
        var key = $"{builder.Resource.Name}_check";
        builder.ApplicationBuilder.Services.AddHealthChecks()
            .Add(new HealthCheckRegistration(key, check, HealthStatus.Unhealthy, tags: null));
        return builder.WithAnnotation(server).WithAnnotation(new HealthCheckAnnotation(key));
    }

    /// <summary>The server keeps its files in the folder.</summary>
    public static IResourceBuilder<T> KeptIn<T>(this IResourceBuilder<T> builder, string source, bool isReadOnly)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (isReadOnly)
            throw new DistributedApplicationException($"The server '{builder.Resource.Name}' writes its data: leave isReadOnly out.");
        builder.Resource.Annotations.OfType<LocalServer>().Single()
            .KeepIn(Path.GetFullPath(source, builder.ApplicationBuilder.AppHostDirectory));
        return builder;
    }
}
