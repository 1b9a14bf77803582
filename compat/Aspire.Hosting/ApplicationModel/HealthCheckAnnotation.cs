namespace Aspire.Hosting.ApplicationModel;

/// <summary>Names a registered health check that tells the resource's health.</summary>
internal sealed class HealthCheckAnnotation(string key) : IResourceAnnotation
{
    public string Key => key;
}
