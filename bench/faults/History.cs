namespace PlayCount.Faults;

/// <summary>One thing that happened, in the order the database wrote it down.</summary>
internal sealed record HistoryEvent
{
    /// <summary>Milliseconds since 1970.</summary>
    public required long At { get; init; }

    /// <summary><c>job</c>: a job changed; <c>answer</c>: an experiment's work did; <c>kill</c> and <c>start</c>: done by us.</summary>
    public required string What { get; init; }

    /// <summary>The service whose job it is, or which was killed or started.</summary>
    public required string Owner { get; init; }

    /// <summary>Experiment and work; empty for kills and starts.</summary>
    public required string JobKey { get; init; }

    /// <summary>Before it: null where there was no row.</summary>
    public string? OldState { get; init; }

    public string? State { get; init; }

    public string? OldLease { get; init; }

    public string? Lease { get; init; }

    /// <summary>When the lease before it would have ended, milliseconds since 1970.</summary>
    public long OldLeaseUntil { get; init; }

    public long Attempts { get; init; }

    public long Takeovers { get; init; }

    public long Failures { get; init; }

    /// <summary>SHA-256 of the answer before and after it, or null.</summary>
    public string? OldAnswer { get; init; }

    public string? Answer { get; init; }

    public long OldIsPublished { get; init; }

    public long IsPublished { get; init; }
}

/// <summary>
/// The history of all jobs and answers, written by triggers with the very transactions that change them, so that no look is too late for
/// anything; kills are written in between.
/// </summary>
internal sealed class History(StoredRows rows)
{
    private const string Columns = "at, what, owner, job_key, old_state, state, old_lease, lease, old_lease_until, attempts, takeovers, "
        + "failures, old_answer, answer, old_is_published, is_published";

    private const string Now = "ROUND(UNIX_TIMESTAMP(NOW(3)) * 1000)";

    /// <summary>Begins to write it, unless it is being written already.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        await rows.ExecuteAsync(
            """
            CREATE TABLE IF NOT EXISTS faults_history (
                id BIGINT AUTO_INCREMENT PRIMARY KEY, at BIGINT NOT NULL, what VARCHAR(12) NOT NULL, owner VARCHAR(32) NOT NULL,
                job_key VARCHAR(190) NOT NULL, old_state VARCHAR(12), state VARCHAR(12), old_lease VARCHAR(36), lease VARCHAR(36),
                old_lease_until BIGINT NOT NULL, attempts BIGINT NOT NULL, takeovers BIGINT NOT NULL, failures BIGINT NOT NULL,
                old_answer CHAR(64), answer CHAR(64), old_is_published BIGINT NOT NULL, is_published BIGINT NOT NULL)
            """,
            null, cancellationToken);
        foreach (var owner in StoredRows.Workers)
        {
            // A heartbeat alone is no event.
            await rows.ExecuteAsync(
                $"""
                CREATE TRIGGER IF NOT EXISTS faults_{owner} AFTER UPDATE ON {owner}_jobs FOR EACH ROW
                IF NOT (OLD.state <=> NEW.state AND OLD.lease <=> NEW.lease AND OLD.answer <=> NEW.answer
                        AND OLD.attempts <=> NEW.attempts AND OLD.is_published <=> NEW.is_published) THEN
                    INSERT INTO faults_history ({Columns}) VALUES ({Now}, 'job', '{owner}', NEW.job_key, OLD.state, NEW.state, OLD.lease,
                        NEW.lease, OLD.lease_until, NEW.attempts, NEW.takeovers, NEW.failures, SHA2(OLD.answer, 256), SHA2(NEW.answer, 256),
                        OLD.is_published, NEW.is_published);
                END IF
                """,
                null, cancellationToken);
        }

        await rows.ExecuteAsync(
            $"""
            CREATE TRIGGER IF NOT EXISTS faults_answers AFTER UPDATE ON experiment_work FOR EACH ROW
            IF NOT (OLD.answer <=> NEW.answer) THEN
                INSERT INTO faults_history ({Columns}) VALUES ({Now}, 'answer', 'experiments',
                    CONCAT(NEW.experiment_id, '/', NEW.work), NULL, NULL, NULL, NULL, 0, 0, 0, 0, SHA2(OLD.answer, 256),
                    SHA2(NEW.answer, 256), 0, 0);
            END IF
            """,
            null, cancellationToken);
    }

    /// <summary>Writes down what is done to the application.</summary>
    public Task AddAsync(string what, string owner, CancellationToken cancellationToken) => rows.ExecuteAsync(
        $"INSERT INTO faults_history ({Columns}) VALUES ({Now}, @what, @owner, '', NULL, NULL, NULL, NULL, 0, 0, 0, 0, NULL, NULL, 0, 0)",
        new { what, owner }, cancellationToken);

    /// <summary>All of it, or one experiment's, with all kills and starts.</summary>
    public Task<IReadOnlyList<HistoryEvent>> ReadAsync(string experiment, CancellationToken cancellationToken) =>
        rows.QueryAsync<HistoryEvent>(
            """
            SELECT at AS At, what AS What, owner AS Owner, job_key AS JobKey, old_state AS OldState, state AS State, old_lease AS OldLease,
                   lease AS Lease, old_lease_until AS OldLeaseUntil, attempts AS Attempts, takeovers AS Takeovers, failures AS Failures,
                   old_answer AS OldAnswer, answer AS Answer, old_is_published AS OldIsPublished, is_published AS IsPublished
            FROM faults_history WHERE job_key = '' OR job_key LIKE CONCAT(@experiment, '/%') ORDER BY id
            """,
            new { experiment }, cancellationToken);
}
