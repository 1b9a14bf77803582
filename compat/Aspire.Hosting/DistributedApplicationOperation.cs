namespace Aspire.Hosting;

/// <summary>What an AppHost can be started for.</summary>
public enum DistributedApplicationOperation
{
    /// <summary>Start the resources here.</summary>
    Run = 0,

    /// <summary>Describe the resources for somewhere else.</summary>
    Publish = 1,
}
