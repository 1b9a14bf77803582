using Microsoft.Extensions.Logging;
using PlayCount.ServiceDefaults.Calls;

namespace PlayCount.ServiceDefaults;

/// <summary>What the ground under all services logs: ids 1000 to 1099.</summary>
internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Error, "The jobs of {Owner} could not be looked after; it is tried again.")]
    public static partial void JobLoopFailed(ILogger logger, string owner, Exception exception);

    [LoggerMessage(1001, LogLevel.Warning, "{Owner}: job {JobKey} will be begun again after attempt {Attempt}: {Reason}")]
    public static partial void JobPutBack(ILogger logger, string owner, string jobKey, int attempt, string reason);

    [LoggerMessage(1002, LogLevel.Error, "{Owner}: job {JobKey} failed.")]
    public static partial void JobFailed(ILogger logger, string owner, string jobKey, Exception exception);

    [LoggerMessage(1003, LogLevel.Information, "{Owner}: job {JobKey} is no longer this worker's: it was cancelled or taken over.")]
    public static partial void JobLost(ILogger logger, string owner, string jobKey);

    [LoggerMessage(1005, LogLevel.Information, "{Owner}: job {JobKey} goes on at {NotBefore:O} and not before: {Reason}")]
    public static partial void JobParked(ILogger logger, string owner, string jobKey, DateTimeOffset notBefore, string reason);

    [LoggerMessage(1020, LogLevel.Information, "{Method} is refused, {Refusal}: {Reason}")]
    public static partial void CallRefused(ILogger logger, string method, Refusal refusal, string reason);

    [LoggerMessage(1021, LogLevel.Information, "{Method} was ended by its caller.")]
    public static partial void CallGivenUp(ILogger logger, string method);

    [LoggerMessage(1022, LogLevel.Error, "{Method} failed; the caller was told the id {FailureId}.")]
    public static partial void CallFailed(ILogger logger, string method, string failureId, Exception exception);

    [LoggerMessage(1010, LogLevel.Warning, "{Queue} got a message that no consumer of it knows. It is kept in {Kept}.")]
    public static partial void MessageSkipped(ILogger logger, string queue, string kept);
    [LoggerMessage(1004, LogLevel.Warning, "The container of the blobs is made with the first blob: {Reason}")]
    public static partial void ContainerNotMade(ILogger logger, string reason);
}
