namespace PlayCount.Audio.Decoding;

/// <summary>How much of one audio file is accepted; a file beyond a limit is skipped with a reason.</summary>
/// <param name="MaxDecodedSeconds">Longest song, in seconds; default 3,600.</param>
/// <param name="MaxFileBytes">Largest file, in bytes; default 4 GiB.</param>
public sealed record DecodingLimits(double MaxDecodedSeconds = 3_600, long MaxFileBytes = 4L << 30)
{
    /// <summary>Most channels that are mixed to mono.</summary>
    public const int MaxChannels = 256;
}
