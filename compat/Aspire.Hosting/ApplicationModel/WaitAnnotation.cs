namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resource starts when another has come so far.</summary>
internal sealed class WaitAnnotation(IResource resource, int? exitCode = null) : IResourceAnnotation
{
    public IResource Resource => resource;

    /// <summary>The exit code to end with; null: to run and be healthy is awaited instead.</summary>
    public int? ExitCode => exitCode;
}
