using System.Data.Common;
using Dapper;

namespace PlayCount.ServiceDefaults.Data;

/// <summary>The tables of one owner, made and changed step by step; the store remembers the steps it has taken.</summary>
/// <param name="Owner">Names the table that remembers: <c>&lt;owner&gt;_migrations</c>.</param>
/// <param name="Steps">A step that was released is never edited: the next change is a new step.</param>
public sealed record SqlMigrations(string Owner, IReadOnlyList<string> Steps)
{
    /// <summary>Takes the steps that the store has not taken yet, all or none.</summary>
    /// <exception cref="InvalidDataException">A newer program made the store.</exception>
    public async Task RunAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync($"CREATE TABLE IF NOT EXISTS {Owner}_migrations (version INTEGER NOT NULL PRIMARY KEY)");
        var done = await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            $"SELECT COALESCE(MAX(version), 0) FROM {Owner}_migrations", null, transaction, cancellationToken: cancellationToken));
        if (done > Steps.Count)
        {
            throw new InvalidDataException(
                $"The SQL store has version {done} of the {Owner} tables; this program knows up to {Steps.Count}. "
                + "Use a newer program or another store.");
        }

        for (var version = done + 1; version <= Steps.Count; version++)
        {
            await ExecuteAsync(Steps[version - 1]);
            await ExecuteAsync($"INSERT INTO {Owner}_migrations (version) VALUES (@version)", new { version });
        }

        await transaction.CommitAsync(cancellationToken);

        Task ExecuteAsync(string sql, object? values = null) =>
            connection.ExecuteAsync(new CommandDefinition(sql, values, transaction, cancellationToken: cancellationToken));
    }
}
