namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resource starts when another has come so far.</summary>
/// <param name="resource">The other.</param>
/// <param name="exitCode">The exit code it is to end with; null: it is to run.</param>
/// <param name="untilHealthy">Its running is not enough: its health checks are to say Healthy.</param>
internal sealed class WaitAnnotation(IResource resource, int? exitCode = null, bool untilHealthy = true) : IResourceAnnotation
{
    public IResource Resource => resource;

    public int? ExitCode => exitCode;

    public bool UntilHealthy => untilHealthy;
}
