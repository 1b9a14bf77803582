namespace Aspire.Hosting;

/// <summary>The application model is wrong, or a resource cannot do what was asked of it.</summary>
public class DistributedApplicationException : Exception
{
    /// <summary>An error with its message.</summary>
    public DistributedApplicationException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its message and what led to it.</summary>
    public DistributedApplicationException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
