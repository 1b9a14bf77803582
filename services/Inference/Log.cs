using Microsoft.Extensions.Logging;

namespace PlayCount.Inference;

/// <summary>What Inference logs: ids 1500 to 1599.</summary>
internal static partial class Log
{
    [LoggerMessage(1500, LogLevel.Information, "{Models} models of {Listeners} listeners are served; {Skipped} are left out.")]
    public static partial void ModelsServed(ILogger logger, int models, int listeners, int skipped);

    [LoggerMessage(1501, LogLevel.Warning, "The model {ModelId} is left out: {Reason}")]
    public static partial void ModelLeftOut(ILogger logger, string modelId, string reason);

    [LoggerMessage(1502, LogLevel.Error, "The models could not be looked at; those served so far are served on, and it is tried again.")]
    public static partial void LookFailed(ILogger logger, Exception exception);

    [LoggerMessage(1503, LogLevel.Error, "The model {ModelId} was served and can no longer be read: {Reason}")]
    public static partial void ModelLost(ILogger logger, string modelId, string reason);

    [LoggerMessage(1513, LogLevel.Error, "Audio that is no WAV cannot be decoded.")]
    public static partial void SoundLibraryLacks(ILogger logger, Exception exception);
}
