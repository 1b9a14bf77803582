namespace PlayCount.ServiceDefaults.Jobs;

/// <summary>
/// A job can go on at a moment that is known, and not before. It is put back until then, which counts as no failure, and nobody waits for
/// it meanwhile.
/// </summary>
/// <param name="notBefore">The moment.</param>
/// <param name="message">Why it cannot go on now.</param>
/// <param name="inner">What led to it.</param>
public sealed class JobParkedException(DateTimeOffset notBefore, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The moment.</summary>
    public DateTimeOffset NotBefore { get; } = notBefore;
}
