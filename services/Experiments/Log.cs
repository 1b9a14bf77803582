namespace PlayCount.Experiments;

/// <summary>What Experiments logs: ids 1600 to 1699.</summary>
internal static partial class Log
{
    [LoggerMessage(1601, LogLevel.Information, "{Experiment}: {State} in round {Round}.")]
    public static partial void Ended(ILogger logger, string experiment, string state, int round);

    [LoggerMessage(1602, LogLevel.Warning, "{Experiment} could not go on; it is tried again.")]
    public static partial void StepFailed(ILogger logger, string experiment, Exception exception);

    [LoggerMessage(1606, LogLevel.Error, "{Experiment} cannot go on; it has failed.")]
    public static partial void StepFailedForGood(ILogger logger, string experiment, Exception exception);

    [LoggerMessage(1603, LogLevel.Error, "The experiments could not be looked after; it is tried again.")]
    public static partial void LookFailed(ILogger logger, Exception exception);

    [LoggerMessage(1604, LogLevel.Error, "{Method} failed.")]
    public static partial void CallFailed(ILogger logger, string method, Exception exception);

    [LoggerMessage(1605, LogLevel.Warning, "The tables of the experiments are made when the database is there: {Reason}")]
    public static partial void TablesNotMade(ILogger logger, string reason);

    [LoggerMessage(1607, LogLevel.Warning, "{Experiment}: what Training does is not seen now, and is asked for again: {Reason}")]
    public static partial void JobNotWatched(ILogger logger, string experiment, string reason);

    [LoggerMessage(1608, LogLevel.Warning, "{Experiment} has lost a blob and is begun anew; what is left is used again. {Reason}")]
    public static partial void BlobMissing(ILogger logger, string experiment, string reason);

    [LoggerMessage(1609, LogLevel.Warning, "{Experiment} is done, and its blobs cannot be read.")]
    public static partial void DoneIsDamaged(ILogger logger, string experiment, Exception exception);

    [LoggerMessage(1620, LogLevel.Error, "The page {Page} could not be made.")]
    public static partial void PageFailed(ILogger logger, string page, Exception exception);

    [LoggerMessage(1622, LogLevel.Warning, "Uploaded audio was not cut.")]
    public static partial void CutterAway(ILogger logger, Exception exception);

    [LoggerMessage(1623, LogLevel.Warning, "Mapping was asked for playlists and answered {Status}.")]
    public static partial void PlaylistsNotSeen(ILogger logger, string status);

    [LoggerMessage(1621, LogLevel.Warning, "The results of {Experiment} cannot be read.")]
    public static partial void ResultsUnreadable(ILogger logger, string experiment, Exception exception);

    [LoggerMessage(1624, LogLevel.Information, "The newest finished experiment was not drawn ahead of its first visitor.")]
    public static partial void NotDrawnAhead(ILogger logger, Exception exception);
}
