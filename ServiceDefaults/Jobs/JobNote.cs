namespace PlayCount.ServiceDefaults.Jobs;

/// <summary>
/// How far a job is, for whoever asks the table: its handler, which may take this from its constructor, tells as often as it likes, and the
/// heartbeat writes the latest down, at most once a second.
/// </summary>
public sealed class JobNote
{
    private Func<string>? _told;

    /// <summary>Tells it.</summary>
    /// <param name="text">Makes the text, from another thread, and only where it is written down.</param>
    public void Tell(Func<string> text) => Volatile.Write(ref _told, text);

    /// <summary>What was told since the last time, or null.</summary>
    internal string? Take() => Interlocked.Exchange(ref _told, null)?.Invoke();
}
