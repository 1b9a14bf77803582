using PlayCount.Contracts.Messages;

namespace PlayCount.ServiceDefaults.Jobs;

/// <summary>How a job is, as its row has it: any process of its owner may be asked.</summary>
public sealed record JobState
{
    /// <summary><c>queued</c>, <c>leased</c>, <c>done</c>, <c>failed</c> or <c>cancelled</c>.</summary>
    public required string State { get; init; }

    /// <summary>How often it was begun in its latest round.</summary>
    public required int Attempts { get; init; }

    /// <summary>How many attempts ended with a failure that might have passed.</summary>
    public required int Failures { get; init; }

    /// <summary>How many attempts never ended: their process fell silent, and another one took over.</summary>
    public required int Takeovers { get; init; }

    /// <summary>The process that had it last, as <c>host/process id</c>; null before it was begun.</summary>
    public required string? Holder { get; init; }

    /// <summary>Milliseconds since 1970 when that process was heard of last.</summary>
    public required long HeardAt { get; init; }

    /// <summary>Milliseconds since 1970 before which nobody begins it, while it is queued.</summary>
    public required long NotBefore { get; init; }

    /// <summary>What its handler told last in this attempt, or null.</summary>
    public required string? Note { get; init; }

    internal string? AnswerKind { get; init; }

    internal string? Answer { get; init; }

    /// <summary>Why it failed, or null.</summary>
    public string? Failure => State == "failed" && AnswerKind == typeof(WorkFailed).FullName
        ? ((WorkFailed)JobKind<JobState>.Read(AnswerKind!, Answer!)).Reason
        : null;
}

/// <summary>The jobs of an owner, to be looked at.</summary>
public sealed class JobStates<TOwner> where TOwner : IJobOwner
{
    private readonly JobTable _table;

    internal JobStates(JobQueue<TOwner> queue) => _table = queue.Table;

    /// <summary>How a job is; null when nobody asked for it yet.</summary>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="work">The work's natural key within it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<JobState?> FindAsync(string experimentId, string work, CancellationToken cancellationToken) =>
        _table.FindAsync(JobTable.Key(experimentId, work), cancellationToken);
}
