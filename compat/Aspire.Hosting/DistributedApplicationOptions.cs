namespace Aspire.Hosting;

/// <summary>How an application is built.</summary>
public sealed class DistributedApplicationOptions
{
    /// <summary>The command line's arguments; they become configuration, as <c>--key value</c>.</summary>
    public string[]? Args { get; set; }

    /// <summary>The folder of the AppHost's project, from which appsettings.json is read; by default the one it was built from.</summary>
    public string? ProjectDirectory { get; set; }

    /// <summary>No dashboard is started.</summary>
    public bool DisableDashboard { get; set; }
}
