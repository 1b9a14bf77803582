namespace PlayCount.Cli.Experiments;

/// <summary>A service could not be reached, or refused a call, or an experiment did not come to its end.</summary>
/// <param name="message">What was seen, and what to do.</param>
/// <param name="isTransient">Whether the same call may succeed later.</param>
/// <param name="inner">The failure behind it, or null.</param>
internal sealed class ServiceException(string message, bool isTransient, Exception? inner = null) : Exception(message, inner)
{
    public bool IsTransient => isTransient;
}
