using Dapper;
using PlayCount.ServiceDefaults.Data;

namespace PlayCount.ServiceDefaults.Jobs;

/// <summary>Gives each job that waits, or whose worker has fallen silent, to one of all who look.</summary>
internal sealed class JobLeases(string owner, SqlDatabase database, TimeProvider time)
{
    private const int CandidatesPerLook = 8; // more than one, so that workers who look at once do not all reach for the same job

    /// <summary>This process, as the table names it.</summary>
    private static readonly string Holder = Named($"{Environment.MachineName}/{Environment.ProcessId}");

    private const string Waits = "(state = 'queued' AND not_before <= @now)";
    private const string IsSilent = "(state = 'leased' AND lease_until < @now)";

    /// <returns>The job, or null when there is none.</returns>
    public async Task<Job?> TakeAsync(TimeSpan length, CancellationToken cancellationToken)
    {
        using var unseen = SqlDatabase.Unseen();
        return database.Engine.SkipLocked is { } skipLocked
            ? await database.InTransactionAsync(transaction => LockAsync(transaction, skipLocked, length), cancellationToken)
            : await SwapAsync(length, cancellationToken);
    }

    /// <summary>Locks the first job that nobody else has locked, so no two workers ever reach for the same one.</summary>
    private async Task<Job?> LockAsync(SqlTransaction transaction, string skipLocked, TimeSpan length)
    {
        var now = Now();
        // One state at a time: so the index gives the order, and no row is locked that is not taken.
        foreach (var isFree in new[] { IsSilent, Waits })
        {
            var free = await transaction.QueryAsync<string>(
                $"""
                SELECT job_key FROM {owner}_jobs{database.Engine.InOrderOf(JobTables.ByState(owner))}
                WHERE {isFree} ORDER BY queued_at, job_key LIMIT 1{skipLocked}
                """,
                new { now });
            if (free is not [var key])
                continue;
            var lease = Guid.NewGuid().ToString();
            await transaction.ExecuteAsync(Lease("TRUE"), new { key, lease, now, until = now + (long)length.TotalMilliseconds, Holder });
            return (await transaction.QueryAsync<Job>(Read(), new { key, lease })).Single();
        }

        return null;
    }

    /// <summary>Takes a lease by comparing and swapping, over and over until one is had or there is none.</summary>
    private async Task<Job?> SwapAsync(TimeSpan length, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        while (true)
        {
            var now = Now();
            var candidates = (await connection.QueryAsync<string>(Command(
                $"""
                SELECT job_key FROM {owner}_jobs WHERE {Waits} OR {IsSilent} ORDER BY queued_at, job_key LIMIT {CandidatesPerLook}
                """,
                new { now }))).AsList();
            if (candidates.Count == 0)
                return null;
            foreach (var key in candidates)
            {
                var lease = Guid.NewGuid().ToString();
                var until = now + (long)length.TotalMilliseconds;
                if (await connection.ExecuteAsync(Command(Lease($"({Waits} OR {IsSilent})"), new { key, lease, now, until, Holder })) == 1)
                    return await connection.QuerySingleOrDefaultAsync<Job>(Command(Read(), new { key, lease }));
            }
        }

        CommandDefinition Command(string sql, object values) => new(sql, values, cancellationToken: cancellationToken);
    }

    /// <summary>What reads a column stands before what changes it, because some engines assign from left to right.</summary>
    private string Lease(string condition) =>
        $"""
        UPDATE {owner}_jobs SET takeovers = takeovers + CASE WHEN state = 'leased' THEN 1 ELSE 0 END,
               state = 'leased', lease = @lease, lease_until = @until, attempts = attempts + 1,
               holder = @Holder, heard_at = @now, note = NULL
        WHERE job_key = @key AND {condition}
        """;

    private string Read() =>
        $"""
        SELECT job_key AS JobKey, experiment_id AS ExperimentId, round AS Round, work AS Work, kind AS Kind, command AS Command,
               attempts AS Attempts, failures AS Failures, takeovers AS Takeovers, trace_parent AS TraceParent, queued_at AS QueuedAt,
               lease AS Lease
        FROM {owner}_jobs WHERE job_key = @key AND lease = @lease
        """;

    private static string Named(string text) => text.Length <= JobTables.HolderLength ? text : text[^JobTables.HolderLength..];

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
