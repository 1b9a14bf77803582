using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Projects;
using Aspire.Hosting.Servers;

namespace Aspire.Hosting.Orchestration;

/// <summary>What is started for a resource: program, arguments, environment.</summary>
internal sealed class ResourceCommand(DistributedApplicationExecutionContext execution)
{
    /// <summary>Something is started for it; the others are values, or parts of others.</summary>
    public static bool IsThere(IResource resource) => resource is ProjectResource or ExecutableResource or ContainerResource
        || resource.Annotations.OfType<LocalServer>().Any();

    /// <param name="resource">The resource.</param>
    /// <param name="replica">Which of its processes, from 0.</param>
    /// <param name="cancellationToken">Given to the AppHost's callbacks.</param>
    /// <exception cref="DistributedApplicationException">It is not built, or its program is not there.</exception>
    public async Task<ProcessStartInfo> StartAsync(IResource resource, int replica, CancellationToken cancellationToken)
    {
        var start = Program(resource);
        foreach (var argument in resource.Annotations.OfType<ArgumentsAnnotation>().SelectMany(annotation => annotation.Arguments))
            start.ArgumentList.Add(argument);
        foreach (var name in ProjectEnvironment.NotInherited)
            start.Environment.Remove(name);

        var context = new EnvironmentCallbackContext(execution, resource, cancellationToken: cancellationToken) { Replica = replica };
        ProjectEnvironment.AddPorts(context);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
            await annotation.Callback(context);
        foreach (var (name, value) in context.EnvironmentVariables)
        {
            start.Environment[name] = value is IValueProvider provider
                ? await provider.GetValueAsync(cancellationToken)
                : value.ToString();
        }

        return start;
    }

    private static ProcessStartInfo Program(IResource resource)
    {
        if (resource.Annotations.OfType<LocalServer>().FirstOrDefault() is { } server)
            return server.Start();
        if (resource.Annotations.OfType<ProjectOutput>().FirstOrDefault() is { } project)
            return project.Start();
        if (resource is not ExecutableResource executable)
            throw new DistributedApplicationException($"a {resource.GetType().Name} is nothing that can be started here");
        if (!Directory.Exists(executable.WorkingDirectory))
            throw new DistributedApplicationException($"its folder '{executable.WorkingDirectory}' is not there");
        return new ProcessStartInfo(Found(executable)) { WorkingDirectory = executable.WorkingDirectory };
    }

    private static string Found(ExecutableResource executable) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Prepend(executable.WorkingDirectory).Select(folder => Path.Combine(folder, executable.Command))
        .FirstOrDefault(File.Exists) ?? throw new DistributedApplicationException(
            $"the program '{executable.Command}' is neither in '{executable.WorkingDirectory}' nor on the PATH: "
            + "install it, or name its path");
}
