using Microsoft.Extensions.Logging;

namespace PlayCount.Segmentation;

/// <summary>What Segmentation logs: ids 1300 to 1399.</summary>
internal static partial class Log
{
    [LoggerMessage(1300, LogLevel.Error, "Audio that is no WAV cannot be decoded.")]
    public static partial void SoundLibraryLacks(ILogger logger, Exception exception);
}
