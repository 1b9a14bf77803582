using System.Data.Common;
using Dapper;

namespace PlayCount.Extraction.Storing;

/// <summary>The tables of this service, made and changed step by step; the store remembers the steps it has taken.</summary>
internal static class Migrations
{
    // A step that was released is never edited: the next change is a new step.
    private static readonly string[] Steps =
    [
        // Keys are numbers in order of first appearance, so rows arrive in the order of their tables, and the rows of a file are one range
        // of record_key, whose n-th is line n of the file. No further index: the selection reads a file's range from end to end.
        """
        CREATE TABLE triplet_files (
            file_key     INTEGER     NOT NULL PRIMARY KEY,
            content_hash VARCHAR(64) NOT NULL UNIQUE,
            records      BIGINT      NOT NULL,
            users        BIGINT      NOT NULL,
            songs        BIGINT      NOT NULL,
            first_record BIGINT      NOT NULL,
            first_song   BIGINT      NOT NULL
        );
        CREATE TABLE triplet_users (
            user_key INTEGER      NOT NULL PRIMARY KEY,
            user_id  VARCHAR(128) NOT NULL
        );
        CREATE TABLE triplet_songs (
            song_key INTEGER     NOT NULL PRIMARY KEY,
            song_id  VARCHAR(64) NOT NULL
        );
        CREATE TABLE triplet_plays (
            record_key INTEGER NOT NULL PRIMARY KEY,
            user_key   INTEGER NOT NULL,
            song_key   INTEGER NOT NULL,
            plays      INTEGER NOT NULL
        );
        """,
    ];

    public static async Task RunAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync("CREATE TABLE IF NOT EXISTS extraction_migrations (version INTEGER NOT NULL PRIMARY KEY)");
        var done = await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            "SELECT COALESCE(MAX(version), 0) FROM extraction_migrations", null, transaction, cancellationToken: cancellationToken));
        if (done > Steps.Length)
        {
            throw new InvalidDataException($"The SQL store has version {done} of the extraction tables; this program knows up to "
                + $"{Steps.Length}. Use a newer program or another store.");
        }

        for (var version = done + 1; version <= Steps.Length; version++)
        {
            await ExecuteAsync(Steps[version - 1]);
            await ExecuteAsync("INSERT INTO extraction_migrations (version) VALUES (@version)", new { version });
        }

        await transaction.CommitAsync(cancellationToken);

        Task ExecuteAsync(string sql, object? values = null) =>
            connection.ExecuteAsync(new CommandDefinition(sql, values, transaction, cancellationToken: cancellationToken));
    }
}
