namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that the genuine package runs as a container; here the server it stands for runs as a plain process.</summary>
public class ContainerResource(string name, string? entrypoint = null)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport
{
    /// <summary>The program in the container; without effect here.</summary>
    public string? Entrypoint { get; set; } = entrypoint;
}
