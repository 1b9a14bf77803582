namespace PlayCount.Segmentation.Client;

/// <summary>Segmentation is another process and does not answer, or not now.</summary>
/// <param name="reason">What was seen of it.</param>
/// <param name="inner">What led to it.</param>
public sealed class SegmentationAwayException(string reason, Exception inner)
    : Exception($"Segmentation, which decodes audio, does not answer now: {reason}", inner)
{
    /// <summary>The same may succeed later.</summary>
    public static bool IsTransient => true;
}
