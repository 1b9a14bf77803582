using PlayCount.Contracts.Messages;
using PlayCount.ServiceDefaults.Data;

namespace PlayCount.ServiceDefaults.Jobs;

/// <summary>The jobs of one service: the table is the truth, a message only wakes somebody up.</summary>
/// <remarks>Any number of processes may share it. Accepting and cancelling the jobs of one experiment wait for one another.</remarks>
internal sealed class JobTable(string owner, SqlDatabase database, TimeProvider time)
{
    private readonly JobLeases _leases = new(owner, database, time);

    /// <summary>
    /// Stores a command once. Asked for again, a job that has an answer gives it again; one that failed or was cancelled is queued again
    /// in a later round.
    /// </summary>
    public Task AcceptAsync(IWork command, string kind, string json, string? traceParent, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async transaction =>
            {
                var cancelled = await LockExperimentAsync(transaction, command.ExperimentId);
                await AcceptAsync(transaction, new
                {
                    Key = Key(command),
                    command.ExperimentId,
                    command.Round,
                    command.Work,
                    Kind = kind,
                    Command = json,
                    TraceParent = traceParent,
                    Now = Now(),
                    Cancelled = cancelled,
                });
                return true;
            },
            cancellationToken);

    /// <summary>Takes a job that waits, or whose worker has fallen silent.</summary>
    /// <returns>The job, or null when there is none.</returns>
    public Task<Job?> LeaseAsync(TimeSpan length, CancellationToken cancellationToken) => _leases.TakeAsync(length, cancellationToken);

    /// <summary>Says that a job is still worked on.</summary>
    /// <param name="job">The job.</param>
    /// <param name="length">How long the lease is from now on.</param>
    /// <param name="note">How far it is, or null where that is as it was.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>False when it is no longer this worker's: it was cancelled, or taken over.</returns>
    public async Task<bool> BeatAsync(Job job, TimeSpan length, string? note, CancellationToken cancellationToken)
    {
        var now = Now();
        return await database.ExecuteAsync(
            $"""
            UPDATE {owner}_jobs SET lease_until = @Until, heard_at = @now, note = COALESCE(@note, note)
            WHERE job_key = @JobKey AND lease = @Lease AND state = 'leased'
            """,
            new { job.JobKey, job.Lease, now, note, Until = now + (long)length.TotalMilliseconds },
            cancellationToken) == 1;
    }

    /// <summary>How a job is; null when nobody asked for it yet.</summary>
    public async Task<JobState?> FindAsync(string jobKey, CancellationToken cancellationToken) => (await database.QueryAsync<JobState>(
        $"""
        SELECT state AS State, attempts AS Attempts, failures AS Failures, takeovers AS Takeovers, holder AS Holder, heard_at AS HeardAt,
               not_before AS NotBefore, note AS Note, answer_kind AS AnswerKind, answer AS Answer
        FROM {owner}_jobs WHERE job_key = @jobKey
        """,
        new { jobKey },
        cancellationToken)).SingleOrDefault();

    /// <summary>Ends a job with an answer, which is to be published.</summary>
    /// <returns>
    /// False when it is no longer this worker's, whose answer is then another's to give; or when it failed, but was asked for again in a
    /// later round meanwhile, which nobody would hear of in this one.
    /// </returns>
    public async Task<bool> EndAsync(Job job, bool succeeded, string answerKind, string answer, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(
        $"""
        UPDATE {owner}_jobs SET state = @State, lease = NULL, answer_kind = @AnswerKind, answer = @Answer,
               answer_version = answer_version + 1, answered_at = @Now, is_published = 0, trace_parent = @TraceParent,
               note = COALESCE(@Note, note)
        WHERE job_key = @JobKey AND lease = @Lease AND state = 'leased' AND (@State = 'done' OR round = @Round)
        """,
        new
        {
            job.JobKey,
            job.Lease,
            job.Round,
            job.TraceParent,
            job.Note,
            State = succeeded ? "done" : "failed",
            AnswerKind = answerKind,
            Answer = answer,
            Now = Now(),
        },
        cancellationToken) == 1;

    /// <summary>Puts a job back that did not fail, to be begun again at once.</summary>
    public Task<int> PutBackAsync(Job job, CancellationToken cancellationToken) =>
        PutBackAsync(job, failures: 0, TimeSpan.Zero, cancellationToken);

    /// <summary>Puts a job back that failed, to be begun again after a while.</summary>
    public Task<int> PutBackFailedAsync(Job job, TimeSpan wait, CancellationToken cancellationToken) =>
        PutBackAsync(job, failures: 1, wait, cancellationToken);

    /// <summary>Puts a job back that can go on at a moment that is known: nobody begins it earlier, and it is no failure.</summary>
    public Task<int> ParkAsync(Job job, DateTimeOffset notBefore, CancellationToken cancellationToken) => database.ExecuteAsync(
        $"""
        UPDATE {owner}_jobs SET state = 'queued', lease = NULL, not_before = @NotBefore
        WHERE job_key = @JobKey AND lease = @Lease AND state = 'leased'
        """,
        new { job.JobKey, job.Lease, NotBefore = notBefore.ToUnixTimeMilliseconds() },
        cancellationToken);

    /// <summary>Stops the jobs of an experiment up to a round, those included that are still to come.</summary>
    public Task CancelAsync(string experimentId, int round, CancellationToken cancellationToken) => database.InTransactionAsync(
        async transaction =>
        {
            var values = new { experimentId, round };
            await LockExperimentAsync(transaction, experimentId);
            await transaction.ExecuteAsync(
                $"UPDATE {owner}_cancellations SET round = @round WHERE experiment_id = @experimentId AND round < @round", values);
            return await transaction.ExecuteAsync(
                $"""
                UPDATE {owner}_jobs SET state = 'cancelled', lease = NULL
                WHERE experiment_id = @experimentId AND round <= @round AND state IN ('queued', 'leased')
                """,
                values);
        },
        cancellationToken);

    /// <summary>Answers that were given before a moment and not seen going out, oldest first.</summary>
    public Task<IReadOnlyList<JobAnswer>> UnpublishedAsync(TimeSpan olderThan, CancellationToken cancellationToken) =>
        database.QueryAsync<JobAnswer>(
            $"""
            SELECT job_key AS JobKey, answer_kind AS AnswerKind, answer AS Answer, answer_version AS AnswerVersion,
                   trace_parent AS TraceParent
            FROM {owner}_jobs WHERE is_published = 0 AND state IN ('done', 'failed') AND answered_at <= @before
            ORDER BY answered_at LIMIT 100
            """,
            new { before = Now() - (long)olderThan.TotalMilliseconds },
            cancellationToken);

    public Task<int> MarkPublishedAsync(string jobKey, long answerVersion, CancellationToken cancellationToken) => database.ExecuteAsync(
        $"UPDATE {owner}_jobs SET is_published = 1 WHERE job_key = @jobKey AND answer_version = @answerVersion",
        new { jobKey, answerVersion },
        cancellationToken);

    public static string Key(IWork work) => Key(work.ExperimentId, work.Work);

    public static string Key(string experimentId, string work) => $"{experimentId}/{work}";

    private Task<int> PutBackAsync(Job job, int failures, TimeSpan wait, CancellationToken cancellationToken) => database.ExecuteAsync(
        $"""
        UPDATE {owner}_jobs SET state = 'queued', lease = NULL, failures = failures + @Failures, not_before = @NotBefore
        WHERE job_key = @JobKey AND lease = @Lease AND state = 'leased'
        """,
        new { job.JobKey, job.Lease, Failures = failures, NotBefore = Now() + (long)wait.TotalMilliseconds },
        cancellationToken);

    private async Task AcceptAsync(SqlTransaction transaction, object values)
    {
        var isNew = await transaction.TryInsertAsync(
            $"""
            INSERT INTO {owner}_jobs (job_key, experiment_id, round, work, kind, command, state, attempts, queued_at, not_before,
                                      lease_until, answer_version, answered_at, is_published, trace_parent)
            VALUES (@Key, @ExperimentId, @Round, @Work, @Kind, @Command, 'queued', 0, @Now, @Now, 0, 0, 0, 1, @TraceParent)
            """,
            values);
        if (!isNew)
        {
            await transaction.ExecuteAsync(
                $"""
                UPDATE {owner}_jobs SET state = 'queued', round = @Round, command = @Command, trace_parent = @TraceParent, attempts = 0,
                       failures = 0, takeovers = 0, queued_at = @Now, not_before = @Now, is_published = 1, holder = NULL, note = NULL
                WHERE job_key = @Key AND round < @Round AND state IN ('queued', 'failed', 'cancelled')
                """,
                values);
            await transaction.ExecuteAsync($"UPDATE {owner}_jobs SET round = @Round WHERE job_key = @Key AND round < @Round", values);
            await transaction.ExecuteAsync(
                $"UPDATE {owner}_jobs SET is_published = 0 WHERE job_key = @Key AND state IN ('done', 'failed')", values);
        }

        await transaction.ExecuteAsync(
            $"UPDATE {owner}_jobs SET state = 'cancelled' WHERE job_key = @Key AND state = 'queued' AND round <= @Cancelled", values);
    }

    /// <summary>Makes others who accept or cancel the experiment's jobs wait: neither sees what the other has not ended yet.</summary>
    /// <returns>The latest round that was cancelled, or 0.</returns>
    private async Task<int> LockExperimentAsync(SqlTransaction transaction, string experimentId)
    {
        var values = new { experimentId };
        var select = $"SELECT round FROM {owner}_cancellations WHERE experiment_id = @experimentId{database.Engine.ForUpdate}";
        if (await transaction.QueryAsync<int>(select, values) is [var round])
            return round;
        await transaction.TryInsertAsync($"INSERT INTO {owner}_cancellations (experiment_id, round) VALUES (@experimentId, 0)", values);
        return (await transaction.QueryAsync<int>(select, values)).Single();
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
