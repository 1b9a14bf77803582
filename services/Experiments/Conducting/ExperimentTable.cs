using PlayCount.Contracts.Messages;
using PlayCount.ServiceDefaults.Data;

namespace PlayCount.Experiments.Conducting;

/// <summary>Experiments and the work they have asked for: what is counted to know when a stage is through.</summary>
public sealed class ExperimentTable(SqlDatabase database, TimeProvider time)
{
    private const string Columns =
        """
        experiment_id AS ExperimentId, state AS State, stage AS Stage, round AS Round, request AS Request, failure AS Failure,
        started_at AS StartedAt, ended_at AS EndedAt, stage_at AS StageAt, trace_parent AS TraceParent
        """;

    /// <summary>A storage that loses blobs as often keeps nothing: somebody has to look at it.</summary>
    private const int MostLosses = 20;
    private const int LongestWaits = 16; // of the shortest wait, before work is asked for again

    /// <summary>How its tables are made.</summary>
    public static SqlMigrations Migrations { get; } = new("experiments", engine =>
    [
        [
            $"""
            CREATE TABLE experiments (
                experiment_id VARCHAR(64) NOT NULL PRIMARY KEY,
                state         VARCHAR(12) NOT NULL,
                stage         VARCHAR(16) NOT NULL,
                round         INTEGER     NOT NULL,
                request       LONGTEXT    NOT NULL,
                failure       LONGTEXT    NULL,
                started_at    BIGINT      NOT NULL,
                ended_at      BIGINT      NULL,
                stage_at      BIGINT      NOT NULL,
                is_told       INTEGER     NOT NULL,
                trace_parent  VARCHAR(64) NULL
            ){engine.TableOptions}
            """,
            $"""
            CREATE TABLE experiment_work (
                experiment_id VARCHAR(64)  NOT NULL,
                work          VARCHAR(120) NOT NULL,
                stage         VARCHAR(16)  NOT NULL,
                kind          VARCHAR(120) NOT NULL,
                command       LONGTEXT     NOT NULL,
                asked_at      BIGINT       NOT NULL,
                answer_kind   VARCHAR(120) NULL,
                answer        LONGTEXT     NULL,
                PRIMARY KEY (experiment_id, work)
            ){engine.TableOptions}
            """,
            "CREATE INDEX experiment_work_by_stage ON experiment_work (experiment_id, stage)",
        ],
        [
            "ALTER TABLE experiments ADD COLUMN losses INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE experiments ADD COLUMN is_checked INTEGER NOT NULL DEFAULT 1",
        ],
    ]);

    /// <summary>Brings the tables up to date.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => database.PrepareAsync(cancellationToken);

    /// <summary>Adds an experiment; the same request under the same id is the same experiment.</summary>
    /// <returns>The experiment, and whether it was not there before.</returns>
    /// <exception cref="InvalidOperationException">There is one of that id with another request.</exception>
    public async Task<(ExperimentRow Row, bool IsNew)> AddAsync(
        string id, ExperimentRequest request, string? traceParent, CancellationToken cancellationToken)
    {
        var values = new { id, stage = Stage.Preparing, request = request.ToJson(), now = Now(), traceParent };
        var added = await database.InTransactionAsync(
            transaction => transaction.TryInsertAsync(
                """
                INSERT INTO experiments (experiment_id, state, stage, round, request, started_at, stage_at, is_told, trace_parent)
                VALUES (@id, 'running', @stage, 1, @request, @now, @now, 0, @traceParent)
                """,
                values),
            cancellationToken);
        var row = await GetAsync(id, cancellationToken);
        return row!.Request == request.ToJson()
            ? (row, added)
            : throw new InvalidOperationException(
                $"The experiment '{id}' is there with other settings. Choose another id, or leave it out.");
    }

    public async Task<ExperimentRow?> GetAsync(string id, CancellationToken cancellationToken) =>
        (await database.QueryAsync<ExperimentRow>(
            $"SELECT {Columns} FROM experiments WHERE experiment_id = @id", new { id }, cancellationToken)).SingleOrDefault();

    /// <summary>All experiments, newest first.</summary>
    public Task<IReadOnlyList<ExperimentRow>> ListAsync(CancellationToken cancellationToken) => database.QueryAsync<ExperimentRow>(
        $"SELECT {Columns} FROM experiments ORDER BY started_at DESC, experiment_id", null, cancellationToken);

    public Task<IReadOnlyList<ExperimentRow>> RunningAsync(CancellationToken cancellationToken) => database.QueryAsync<ExperimentRow>(
        $"SELECT {Columns} FROM experiments WHERE state = 'running' ORDER BY started_at, experiment_id", null, cancellationToken);

    /// <summary>Experiments whose end was not told yet.</summary>
    public Task<IReadOnlyList<ExperimentRow>> UntoldAsync(CancellationToken cancellationToken) => database.QueryAsync<ExperimentRow>(
        $"SELECT {Columns} FROM experiments WHERE state <> 'running' AND is_told = 0", null, cancellationToken);

    public Task MarkToldAsync(ExperimentRow experiment, CancellationToken cancellationToken) => database.ExecuteAsync(
        "UPDATE experiments SET is_told = 1 WHERE experiment_id = @ExperimentId AND round = @Round AND state <> 'running'", experiment,
            cancellationToken);

    /// <summary>Goes on to a stage and asks for its work, both or neither.</summary>
    /// <returns>False when another has moved the experiment meanwhile.</returns>
    public Task<bool> AdvanceAsync(
        ExperimentRow from, string stage, IReadOnlyList<IWork> commands, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async transaction =>
            {
                var moved = await transaction.ExecuteAsync(
                    """
                    UPDATE experiments SET stage = @stage, stage_at = @now
                    WHERE experiment_id = @ExperimentId AND stage = @from AND round = @Round AND state = 'running'
                    """,
                    new { stage, now = Now(), from.ExperimentId, from = from.Stage, from.Round });
                if (moved == 0)
                    return false;
                var rows = commands.Select(command => new
                {
                    from.ExperimentId,
                    command.Work,
                    Stage = stage,
                    Kind = MessageJson.Kind(command),
                    Command = MessageJson.Write(command),
                });
                await transaction.ExecuteAsync(
                    """
                    INSERT INTO experiment_work (experiment_id, work, stage, kind, command, asked_at)
                    VALUES (@ExperimentId, @Work, @Stage, @Kind, @Command, 0)
                    """,
                    rows.ToArray());
                return true;
            },
            cancellationToken);

    /// <summary>
    /// Work of the experiment's stage that has no answer and was never asked for, or not for so long as the stage had lasted then: a stage
    /// of many songs takes hours, and most of its work only waits for its turn.
    /// </summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="wait">The shortest wait; the longest is <see cref="LongestWaits"/> times as long.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<IReadOnlyList<WorkRow>> UnansweredAsync(
        ExperimentRow experiment, TimeSpan wait, CancellationToken cancellationToken)
    {
        var (now, shortest) = (Now(), (long)wait.TotalMilliseconds);
        return database.QueryAsync<WorkRow>(
            """
            SELECT work AS Work, kind AS Kind, command AS Command, answer_kind AS AnswerKind, answer AS Answer FROM experiment_work
            WHERE experiment_id = @ExperimentId AND stage = @Stage AND answer IS NULL AND asked_at <= @before
                AND (asked_at + asked_at <= @now + @StageAt OR asked_at <= @longBefore)
            ORDER BY work
            """,
            new
            {
                experiment.ExperimentId,
                experiment.Stage,
                experiment.StageAt,
                now,
                before = now - shortest,
                longBefore = now - (LongestWaits * shortest),
            },
            cancellationToken);
    }

    public Task MarkAskedAsync(ExperimentRow experiment, WorkRow work, CancellationToken cancellationToken) => database.ExecuteAsync(
        "UPDATE experiment_work SET asked_at = @now WHERE experiment_id = @ExperimentId AND work = @Work AND command = @Command",
        new { now = Now(), experiment.ExperimentId, work.Work, work.Command },
        cancellationToken);

    /// <summary>Answered work and all work of a stage.</summary>
    public async Task<(int Done, int Total)> CountAsync(ExperimentRow experiment, CancellationToken cancellationToken)
    {
        var counts = (await database.QueryAsync<Counts>(
            "SELECT COUNT(answer) AS Done, COUNT(*) AS Total FROM experiment_work WHERE experiment_id = @ExperimentId AND stage = @Stage",
            experiment,
            cancellationToken)).Single();
        return (counts.Done, counts.Total);
    }

    /// <summary>The answers to the work of a stage, by work, ordinal.</summary>
    public async Task<IReadOnlyList<T>> AnswersAsync<T>(string id, string stage, CancellationToken cancellationToken) where T : IWork
    {
        var rows = await database.QueryAsync<WorkRow>(
            """
            SELECT work AS Work, kind AS Kind, command AS Command, answer_kind AS AnswerKind, answer AS Answer FROM experiment_work
            WHERE experiment_id = @id AND stage = @stage AND answer IS NOT NULL ORDER BY work
            """,
            new { id, stage },
            cancellationToken);
        return [.. rows.Select(row => (T)MessageJson.Read(row.AnswerKind!, row.Answer!))];
    }

    /// <summary>Ticks a work off, once. A failure of the current round fails the experiment, or has it begun anew for a blob.</summary>
    /// <returns>Whether anything changed.</returns>
    public Task<bool> AnswerAsync(IWork answer, CancellationToken cancellationToken) => answer switch
    {
        WorkFailed { IsBlobMissing: true } failed =>
            BeginAnewAsync(failed.ExperimentId, failed.Round, failed.Reason, cancellationToken),
        WorkFailed failed => FailAsync(failed, cancellationToken),
        _ => TickOffAsync(answer, cancellationToken),
    };

    /// <summary>
    /// Has all of an experiment's work asked for again, in a new round, because blobs are gone that were there: what is left of it is found
    /// again by who had made it. One that has lost some too often fails.
    /// </summary>
    /// <returns>Whether it ran, or was done.</returns>
    public Task<bool> BeginAnewAsync(string id, int round, string reason, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async transaction =>
            {
                var values = new { id, round, reason, now = Now(), Stage.Preparing, MostLosses };
                var begun = await transaction.ExecuteAsync(
                    """
                    UPDATE experiments SET state = 'running', stage = @Preparing, round = @round + 1, losses = losses + 1, ended_at = NULL,
                           stage_at = @now, is_told = 0, is_checked = 1
                    WHERE experiment_id = @id AND round = @round AND state IN ('running', 'done') AND losses < @MostLosses
                    """,
                    values);
                if (begun > 0)
                {
                    await transaction.ExecuteAsync("DELETE FROM experiment_work WHERE experiment_id = @id", values);
                    return true;
                }

                return await transaction.ExecuteAsync(
                    """
                    UPDATE experiments SET state = 'failed', failure = @reason, ended_at = @now, is_told = 0, is_checked = 1
                    WHERE experiment_id = @id AND round = @round AND state IN ('running', 'done')
                    """,
                    values) > 0;
            },
            cancellationToken);

    /// <summary>Experiments that have been done for a while and whose blobs were not looked for since.</summary>
    public Task<IReadOnlyList<ExperimentRow>> UncheckedAsync(TimeSpan doneFor, CancellationToken cancellationToken) =>
        database.QueryAsync<ExperimentRow>(
            $"SELECT {Columns} FROM experiments WHERE state = 'done' AND is_checked = 0 AND ended_at <= @before",
            new { before = Now() - (long)doneFor.TotalMilliseconds },
            cancellationToken);

    public Task MarkCheckedAsync(ExperimentRow experiment, CancellationToken cancellationToken) => database.ExecuteAsync(
        "UPDATE experiments SET is_checked = 1 WHERE experiment_id = @ExperimentId AND round = @Round AND state = 'done'", experiment,
        cancellationToken);

    /// <summary>Ends an experiment that runs.</summary>
    /// <returns>Whether it ran.</returns>
    public async Task<bool> EndAsync(ExperimentRow experiment, string state, string? failure, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(
        """
        UPDATE experiments SET state = @state, failure = @failure, ended_at = @now, is_told = 0,
               is_checked = CASE WHEN @state = 'done' THEN 0 ELSE 1 END
        WHERE experiment_id = @ExperimentId AND round = @Round AND state = 'running'
        """,
        new { state, failure, now = Now(), experiment.ExperimentId, experiment.Round },
        cancellationToken) > 0;

    /// <summary>
    /// Lets an experiment that failed or was cancelled go on, in a new round. Songs that were left out are looked for again.
    /// </summary>
    /// <returns>Whether it could.</returns>
    public Task<bool> ResumeAsync(ExperimentRow experiment, CancellationToken cancellationToken) =>
        database.InTransactionAsync(transaction => ResumeAsync(transaction, experiment), cancellationToken);

    private async Task<bool> FailAsync(WorkFailed failed, CancellationToken cancellationToken) => await database.ExecuteAsync(
        """
        UPDATE experiments SET state = 'failed', failure = @Reason, ended_at = @now, is_told = 0
        WHERE experiment_id = @ExperimentId AND round = @Round AND state = 'running'
        """,
        new { failed.Reason, now = Now(), failed.ExperimentId, failed.Round },
        cancellationToken) > 0;

    private async Task<bool> TickOffAsync(IWork answer, CancellationToken cancellationToken) => await database.ExecuteAsync(
        """
        UPDATE experiment_work SET answer_kind = @kind, answer = @answer
        WHERE experiment_id = @ExperimentId AND work = @Work AND answer IS NULL
        """,
        new { kind = MessageJson.Kind(answer), answer = MessageJson.Write(answer), answer.ExperimentId, answer.Work },
        cancellationToken) > 0;

    private async Task<bool> ResumeAsync(SqlTransaction transaction, ExperimentRow experiment)
    {
        var round = experiment.Round + 1;
        var resumed = await transaction.ExecuteAsync(
            """
            UPDATE experiments SET state = 'running', round = @round, failure = NULL, ended_at = NULL, stage_at = @now, is_told = 0,
                   losses = 0
            WHERE experiment_id = @ExperimentId AND round = @before AND state IN ('failed', 'cancelled')
            """,
            new { round, before = experiment.Round, now = Now(), experiment.ExperimentId });
        if (resumed == 0)
            return false;
        // What is not selected yet is prepared again: its files may have been mended.
        var unbound = new { experiment.ExperimentId, Stage.Selecting, Stage.Preparing };
        await transaction.ExecuteAsync(
            "DELETE FROM experiment_work WHERE experiment_id = @ExperimentId AND stage = @Selecting AND answer IS NULL", unbound);
        await transaction.ExecuteAsync(
            """
            UPDATE experiments SET stage = @Preparing WHERE experiment_id = @ExperimentId AND stage = @Selecting
                AND NOT EXISTS (SELECT 1 FROM experiment_work w WHERE w.experiment_id = @ExperimentId AND w.stage = @Selecting)
            """,
            unbound);
        var works = await transaction.QueryAsync<WorkRow>( // of the stage as it is now, not as the caller saw it
            $"""
            SELECT work AS Work, kind AS Kind, command AS Command, answer_kind AS AnswerKind, answer AS Answer FROM experiment_work
            WHERE experiment_id = @ExperimentId AND stage = (SELECT e.stage FROM experiments e WHERE e.experiment_id = @ExperimentId)
            {database.Engine.ForUpdate}
            """,
            new { experiment.ExperimentId });
        foreach (var work in works.Where(IsToDo))
        {
            // A new key: the worker holds an answer to the old one.
            var again = work.Answer is null ? work.Work : Stage.Again(work.Work, round);
            await transaction.ExecuteAsync(
                """
                UPDATE experiment_work SET work = @again, command = @command, asked_at = 0, answer_kind = NULL, answer = NULL
                WHERE experiment_id = @ExperimentId AND work = @Work
                """,
                new { again, command = MessageJson.Again(work.Command, again, round), experiment.ExperimentId, work.Work });
        }

        return true;
    }

    private static bool IsToDo(WorkRow work) =>
        work.Answer is null || MessageJson.Read(work.AnswerKind!, work.Answer) is SongCut { SkippedBecause: not null };

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private sealed record Counts
    {
        public int Done { get; init; }

        public int Total { get; init; }
    }
}
