using System.Diagnostics;
using System.Reflection;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Projects;

/// <summary>Where a project's build lies: the AppHost's build wrote it down beside the project's class.</summary>
internal sealed class ProjectOutput(string projectPath, string? assemblyPath) : IResourceAnnotation
{
    private const string Key = "resourceprojectoutput:";

    public static ProjectOutput Of(IProjectMetadata project) => new(
        project.ProjectPath,
        project.GetType().Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(entry => entry.Key == Key + project.ProjectPath)?.Value);

    /// <summary>How the project is started: its assembly, in the project's folder.</summary>
    /// <exception cref="DistributedApplicationException">It is not built.</exception>
    public ProcessStartInfo Start()
    {
        if (assemblyPath is null || !File.Exists(assemblyPath))
        {
            throw new DistributedApplicationException($"The project '{projectPath}' is not built: there is no "
                + $"'{assemblyPath ?? "assembly known"}'. Build the AppHost, which builds it too.");
        }

        return new ProcessStartInfo(DotnetHost, [assemblyPath]) { WorkingDirectory = Path.GetDirectoryName(projectPath) };
    }

    /// <summary>What starts assemblies.</summary>
    public static string DotnetHost =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath!
        : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host
        : "dotnet";
}
