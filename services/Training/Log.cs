using Microsoft.Extensions.Logging;

namespace PlayCount.Training;

/// <summary>What Training logs: ids 1400 to 1499.</summary>
internal static partial class Log
{
    [LoggerMessage(1401, LogLevel.Warning, "{Line}")]
    public static partial void Engine(ILogger logger, string line);
}
