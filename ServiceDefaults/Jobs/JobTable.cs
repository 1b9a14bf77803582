using System.Data.Common;
using Dapper;
using PlayCount.Contracts.Messages;
using PlayCount.ServiceDefaults.Data;

namespace PlayCount.ServiceDefaults.Jobs;

/// <summary>The jobs of one service: the table is the truth, a message only wakes somebody up.</summary>
/// <remarks>
/// A lease is taken by comparing and swapping, so the same statements serve every SQL engine. An assignment that reads a column stands
/// before the one that changes it, because some engines work from left to right.
/// </remarks>
internal sealed class JobTable(string owner, DbDataSource database, TimeProvider time)
{
    private const int CandidatesPerLook = 8; // more than one, so that workers who look at once do not all reach for the same job

    public static SqlMigrations Migrations(string owner) => new($"{owner}_jobs",
    [
        $"""
        CREATE TABLE {owner}_jobs (
            job_key        VARCHAR(190) NOT NULL PRIMARY KEY,
            experiment_id  VARCHAR(64)  NOT NULL,
            round          INTEGER      NOT NULL,
            work           VARCHAR(120) NOT NULL,
            kind           VARCHAR(120) NOT NULL,
            command        TEXT         NOT NULL,
            state          VARCHAR(12)  NOT NULL,
            attempts       INTEGER      NOT NULL,
            queued_at      BIGINT       NOT NULL,
            not_before     BIGINT       NOT NULL,
            lease          VARCHAR(36)  NULL,
            lease_until    BIGINT       NOT NULL,
            answer_kind    VARCHAR(120) NULL,
            answer         TEXT         NULL,
            answer_version BIGINT       NOT NULL,
            answered_at    BIGINT       NOT NULL,
            is_published   INTEGER      NOT NULL,
            trace_parent   VARCHAR(64)  NULL
        );
        CREATE INDEX {owner}_jobs_by_state ON {owner}_jobs (state, queued_at);
        CREATE INDEX {owner}_jobs_by_experiment ON {owner}_jobs (experiment_id);
        CREATE TABLE {owner}_cancellations (
            experiment_id VARCHAR(64) NOT NULL PRIMARY KEY,
            round         INTEGER     NOT NULL
        );
        """,
        $"""
        ALTER TABLE {owner}_jobs ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE {owner}_jobs ADD COLUMN takeovers INTEGER NOT NULL DEFAULT 0;
        """,
    ]);

    /// <summary>
    /// Stores a command once. Asked for again, a job that has an answer gives it again; one that failed or was cancelled is queued again
    /// in a later round.
    /// </summary>
    public async Task AcceptAsync(IWork command, string kind, string json, string? traceParent, CancellationToken cancellationToken)
    {
        var values = new
        {
            Key = Key(command),
            command.ExperimentId,
            command.Round,
            command.Work,
            Kind = kind,
            Command = json,
            TraceParent = traceParent,
            Now = Now(),
        };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var inserted = await ExecuteAsync(
            $"""
            INSERT INTO {owner}_jobs (job_key, experiment_id, round, work, kind, command, state, attempts, queued_at, not_before,
                                      lease_until, answer_version, answered_at, is_published, trace_parent)
            SELECT @Key, @ExperimentId, @Round, @Work, @Kind, @Command, 'queued', 0, @Now, @Now, 0, 0, 0, 1, @TraceParent
            FROM (SELECT 1 AS one) o WHERE NOT EXISTS (SELECT 1 FROM {owner}_jobs WHERE job_key = @Key)
            """);
        if (inserted == 0)
        {
            await ExecuteAsync(
                $"""
                UPDATE {owner}_jobs SET state = 'queued', round = @Round, command = @Command, trace_parent = @TraceParent, attempts = 0,
                       failures = 0, takeovers = 0, queued_at = @Now, not_before = @Now, is_published = 1
                WHERE job_key = @Key AND round < @Round AND state IN ('queued', 'failed', 'cancelled')
                """);
            await ExecuteAsync($"UPDATE {owner}_jobs SET round = @Round WHERE job_key = @Key AND round < @Round");
            await ExecuteAsync($"UPDATE {owner}_jobs SET is_published = 0 WHERE job_key = @Key AND state IN ('done', 'failed')");
        }

        await ExecuteAsync(
            $"""
            UPDATE {owner}_jobs SET state = 'cancelled'
            WHERE job_key = @Key AND state = 'queued'
                AND round <= (SELECT COALESCE(MAX(c.round), 0) FROM {owner}_cancellations c WHERE c.experiment_id = @ExperimentId)
            """);
        await transaction.CommitAsync(cancellationToken);

        Task<int> ExecuteAsync(string sql) =>
            connection.ExecuteAsync(new CommandDefinition(sql, values, transaction, cancellationToken: cancellationToken));
    }

    /// <summary>Takes a job that waits, or whose worker has fallen silent.</summary>
    /// <returns>The job, or null when there is none.</returns>
    public async Task<Job?> LeaseAsync(TimeSpan length, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        while (true)
        {
            var now = Now();
            var candidates = await connection.QueryAsync<string>(Command(
                $"""
                SELECT job_key FROM {owner}_jobs
                WHERE (state = 'queued' AND not_before <= @now) OR (state = 'leased' AND lease_until < @now)
                ORDER BY queued_at, job_key LIMIT {CandidatesPerLook}
                """,
                new { now }));
            var seen = false;
            foreach (var key in candidates)
            {
                seen = true;
                var lease = Guid.NewGuid().ToString();
                var taken = await connection.ExecuteAsync(Command(
                    $"""
                    UPDATE {owner}_jobs SET takeovers = takeovers + CASE WHEN state = 'leased' THEN 1 ELSE 0 END,
                           state = 'leased', lease = @lease, lease_until = @until, attempts = attempts + 1
                    WHERE job_key = @key AND ((state = 'queued' AND not_before <= @now) OR (state = 'leased' AND lease_until < @now))
                    """,
                    new { key, lease, now, until = now + (long)length.TotalMilliseconds }));
                if (taken == 1)
                    return await ReadAsync(connection, key, lease, cancellationToken);
            }

            if (!seen)
                return null;
        }

        CommandDefinition Command(string sql, object values) => new(sql, values, cancellationToken: cancellationToken);
    }

    /// <summary>Says that a job is still worked on.</summary>
    /// <returns>False when it is no longer this worker's: it was cancelled, or taken over.</returns>
    public async Task<bool> BeatAsync(Job job, TimeSpan length, CancellationToken cancellationToken) => await ExecuteAsync(
        $"UPDATE {owner}_jobs SET lease_until = @Until WHERE job_key = @JobKey AND lease = @Lease AND state = 'leased'",
        new { job.JobKey, job.Lease, Until = Now() + (long)length.TotalMilliseconds },
        cancellationToken) == 1;

    /// <summary>Ends a job with an answer, which is to be published.</summary>
    /// <returns>
    /// False when it is no longer this worker's, whose answer is then another's to give; or when it failed, but was asked for again in a
    /// later round meanwhile, which nobody would hear of in this one.
    /// </returns>
    public async Task<bool> EndAsync(Job job, bool succeeded, string answerKind, string answer, CancellationToken cancellationToken) =>
        await ExecuteAsync(
        $"""
        UPDATE {owner}_jobs SET state = @State, lease = NULL, answer_kind = @AnswerKind, answer = @Answer,
               answer_version = answer_version + 1, answered_at = @Now, is_published = 0, trace_parent = @TraceParent
        WHERE job_key = @JobKey AND lease = @Lease AND state = 'leased' AND (@State = 'done' OR round = @Round)
        """,
        new
        {
            job.JobKey,
            job.Lease,
            job.Round,
            job.TraceParent,
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

    /// <summary>Stops the jobs of an experiment up to a round, those included that are still to come.</summary>
    public async Task CancelAsync(string experimentId, int round, CancellationToken cancellationToken)
    {
        var values = new { experimentId, round };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var known = await ExecuteAsync(
            $"UPDATE {owner}_cancellations SET round = @round WHERE experiment_id = @experimentId AND round < @round");
        if (known == 0)
        {
            await ExecuteAsync(
                $"""
                INSERT INTO {owner}_cancellations (experiment_id, round) SELECT @experimentId, @round FROM (SELECT 1 AS one) o
                WHERE NOT EXISTS (SELECT 1 FROM {owner}_cancellations WHERE experiment_id = @experimentId)
                """);
        }

        await ExecuteAsync(
            $"""
            UPDATE {owner}_jobs SET state = 'cancelled', lease = NULL
            WHERE experiment_id = @experimentId AND round <= @round AND state IN ('queued', 'leased')
            """);
        await transaction.CommitAsync(cancellationToken);

        Task<int> ExecuteAsync(string sql) =>
            connection.ExecuteAsync(new CommandDefinition(sql, values, transaction, cancellationToken: cancellationToken));
    }

    /// <summary>Answers that were given before a moment and not seen going out, oldest first.</summary>
    public async Task<IReadOnlyList<JobAnswer>> UnpublishedAsync(TimeSpan olderThan, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<JobAnswer>(new CommandDefinition(
            $"""
            SELECT job_key AS JobKey, answer_kind AS AnswerKind, answer AS Answer, answer_version AS AnswerVersion,
                   trace_parent AS TraceParent
            FROM {owner}_jobs WHERE is_published = 0 AND state IN ('done', 'failed') AND answered_at <= @before
            ORDER BY answered_at LIMIT 100
            """,
            new { before = Now() - (long)olderThan.TotalMilliseconds },
            cancellationToken: cancellationToken))).AsList();
    }

    public Task<int> MarkPublishedAsync(string jobKey, long answerVersion, CancellationToken cancellationToken) => ExecuteAsync(
        $"UPDATE {owner}_jobs SET is_published = 1 WHERE job_key = @jobKey AND answer_version = @answerVersion",
        new { jobKey, answerVersion },
        cancellationToken);

    public static string Key(IWork work) => $"{work.ExperimentId}/{work.Work}";

    private Task<int> PutBackAsync(Job job, int failures, TimeSpan wait, CancellationToken cancellationToken) => ExecuteAsync(
        $"""
        UPDATE {owner}_jobs SET state = 'queued', lease = NULL, failures = failures + @Failures, not_before = @NotBefore
        WHERE job_key = @JobKey AND lease = @Lease AND state = 'leased'
        """,
        new { job.JobKey, job.Lease, Failures = failures, NotBefore = Now() + (long)wait.TotalMilliseconds },
        cancellationToken);

    private async Task<Job?> ReadAsync(DbConnection connection, string key, string lease, CancellationToken cancellationToken) =>
        await connection.QuerySingleOrDefaultAsync<Job>(new CommandDefinition(
            $"""
            SELECT job_key AS JobKey, experiment_id AS ExperimentId, round AS Round, work AS Work, kind AS Kind, command AS Command,
                   attempts AS Attempts, failures AS Failures, takeovers AS Takeovers, trace_parent AS TraceParent, queued_at AS QueuedAt,
                   lease AS Lease
            FROM {owner}_jobs WHERE job_key = @key AND lease = @lease
            """,
            new { key, lease },
            cancellationToken: cancellationToken));

    private async Task<int> ExecuteAsync(string sql, object values, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(sql, values, cancellationToken: cancellationToken));
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
