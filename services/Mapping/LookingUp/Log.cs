using Microsoft.Extensions.Logging;

namespace PlayCount.Mapping.LookingUp;

/// <summary>What look-ups log: ids 1200 to 1249.</summary>
internal static partial class Log
{
    [LoggerMessage(1200, LogLevel.Information, "{Line}")]
    public static partial void Told(ILogger logger, string line);
}
