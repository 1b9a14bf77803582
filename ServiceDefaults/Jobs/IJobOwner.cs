namespace PlayCount.ServiceDefaults.Jobs;

/// <summary>A service that works on jobs.</summary>
public interface IJobOwner
{
    /// <summary>Its name in lower case, which its tables and queues begin with.</summary>
    static abstract string Name { get; }
}
