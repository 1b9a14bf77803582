namespace PlayCount.ServiceDefaults.Jobs;

/// <summary>How a worker's turn at a job ended.</summary>
internal enum JobOutcome
{
    /// <summary>It has its answer.</summary>
    Done,

    /// <summary>It has failed for good.</summary>
    Failed,

    /// <summary>It failed and is tried again.</summary>
    Retried,

    /// <summary>It can go on at a moment that is known, and was put back until then.</summary>
    Parked,

    /// <summary>The process ended; the job was put back.</summary>
    Released,

    /// <summary>It was cancelled, or its lease was lost while it ran.</summary>
    Stopped,

    /// <summary>It came to its end, but was no longer this worker's.</summary>
    Lost,
}
