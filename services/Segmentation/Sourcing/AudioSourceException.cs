namespace PlayCount.Segmentation.Sourcing;

/// <summary>A source of audio fails as a whole: it is no single song's fault, so that no song is left out for it.</summary>
public sealed class AudioSourceException : Exception
{
    /// <param name="message">What was seen, and what would be right.</param>
    /// <param name="isTransient">Whether the same may succeed later.</param>
    /// <param name="cause">What failed, or null.</param>
    public AudioSourceException(string message, bool isTransient, Exception? cause = null) : base(message, cause) =>
        IsTransient = isTransient;

    /// <summary>Whether the same may succeed later.</summary>
    public bool IsTransient { get; }

    /// <summary>How long the source asks to be left alone; null: it does not say.</summary>
    internal TimeSpan? RetryAfter { get; init; }
}
