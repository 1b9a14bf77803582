using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Projects;
using Aspire.Hosting.Publishing;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Adds projects to an application.</summary>
public static class ProjectResourceBuilderExtensions
{
    /// <summary>Adds a project, with the launch profile of the AppHost's own name if it has that, else with its first.</summary>
    /// <exception cref="DistributedApplicationException">This name is taken, or the project's settings cannot be read.</exception>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        var project = new TProject();
        var preferred = builder.Configuration["AppHost:DefaultLaunchProfileName"] ?? builder.Configuration["DOTNET_LAUNCH_PROFILE"];
        return Add(builder, name, project, LaunchProfile.Default(project.ProjectPath, preferred));
    }

    /// <summary>Adds a project with one of its launch profiles, or with none of them for null.</summary>
    /// <exception cref="DistributedApplicationException">
    /// Another resource has this name, the project has no such profile, or its settings cannot be read.
    /// </exception>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(
        this IDistributedApplicationBuilder builder, string name, string? launchProfileName)
        where TProject : IProjectMetadata, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        var project = new TProject();
        return Add(builder, name, project, launchProfileName is null ? null : LaunchProfile.Named(project.ProjectPath, launchProfileName));
    }

    /// <summary>Starts the project several times; behind the one port of an endpoint every connection goes to one of them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one is asked for.</exception>
    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentOutOfRangeException.ThrowIfLessThan(replicas, 1);
        return builder.WithAnnotation(new ReplicaAnnotation(replicas), ResourceAnnotationMutationBehavior.Replace);
    }

    private static IResourceBuilder<ProjectResource> Add(
        IDistributedApplicationBuilder builder, string name, IProjectMetadata project, LaunchProfile? profile)
    {
        var resource = builder.AddResource(new ProjectResource(name)).WithAnnotation(project).WithAnnotation(ProjectOutput.Of(project));
        var environment = profile?.Environment.GetValueOrDefault("ASPNETCORE_ENVIRONMENT") ?? builder.Environment.EnvironmentName;
        IReadOnlyList<EndpointAnnotation> endpoints = KestrelEndpoints.Of(project.ProjectPath, environment);
        // Kestrel heeds no URLs beside endpoints of its own.
        foreach (var endpoint in endpoints.Count > 0 ? endpoints : OfProfile(profile))
            resource.WithAnnotation(endpoint);
        return resource.WithEnvironment(context =>
        {
            if (context.ExecutionContext.IsPublishMode)
            {
                PublishedEnvironment.Add(context);
                return;
            }

            TelemetryEnvironment.Add(context.EnvironmentVariables, name, builder.Configuration, builder.Environment.IsDevelopment());
            ProjectEnvironment.Add(context, profile, builder.Environment.IsDevelopment());
        });
    }

    private static IEnumerable<EndpointAnnotation> OfProfile(LaunchProfile? profile) =>
        (profile?.Urls ?? []).DistinctBy(url => url.Scheme)
            .Select(url => new EndpointAnnotation(url.Scheme, url.Scheme) { Port = url.Port });
}
