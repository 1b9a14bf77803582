using System.Data.Common;
using Dapper;

namespace PlayCount.ServiceDefaults.Data;

/// <summary>The tables of one owner, made and changed step by step; the store remembers the steps it has taken.</summary>
/// <param name="Owner">Names the table that remembers: <c>&lt;owner&gt;_migrations</c>.</param>
/// <param name="Steps">
/// A step that was released is never edited: the next change is a new step. A step is a list of statements, which may be run again after
/// a process was killed between them, since MySQL cannot take back what makes or changes a table: each one makes one table, index or
/// column, or changes rows so that changing them again changes nothing.
/// </param>
public sealed record SqlMigrations(string Owner, Func<SqlEngine, string[][]> Steps)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>Takes the steps that the store has not taken yet; of several processes one does.</summary>
    /// <exception cref="InvalidDataException">A newer program made the store.</exception>
    /// <exception cref="TimeoutException">Another process has been at it for two minutes.</exception>
    public async Task RunAsync(DbConnection connection, SqlEngine engine, CancellationToken cancellationToken)
    {
        await using var held = await engine.HoldAsync(connection, $"{Owner}_migrations", Longest, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(
            $"CREATE TABLE IF NOT EXISTS {Owner}_migrations (version INTEGER NOT NULL PRIMARY KEY){engine.TableOptions}");
        var done = await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            $"SELECT COALESCE(MAX(version), 0) FROM {Owner}_migrations", null, transaction, cancellationToken: cancellationToken));
        var steps = Steps(engine);
        if (done > steps.Length)
        {
            throw new InvalidDataException(
                $"The SQL store has version {done} of the {Owner} tables; this program knows up to {steps.Length}. "
                + "Use a newer program or another store.");
        }

        for (var version = done + 1; version <= steps.Length; version++)
        {
            foreach (var statement in steps[version - 1])
                await MakeAsync(statement);
            await ExecuteAsync($"INSERT INTO {Owner}_migrations (version) VALUES (@version)", new { version });
        }

        await transaction.CommitAsync(cancellationToken);

        async Task MakeAsync(string statement)
        {
            try
            {
                await ExecuteAsync(statement);
            }
            catch (DbException e) when (SqlFailure.IsMade(e))
            {
                // A process was killed after it had made this and before it could say that the step was taken.
            }
        }

        Task ExecuteAsync(string sql, object? values = null) =>
            connection.ExecuteAsync(new CommandDefinition(sql, values, transaction, cancellationToken: cancellationToken));
    }
}
