using System.Data.Common;
using System.Diagnostics;
using Dapper;

namespace PlayCount.ServiceDefaults.Data;

/// <inheritdoc cref="SqlEngine.MySql"/>
internal sealed class MySqlEngine : SqlEngine
{
    private const int SecondsPerLook = 1; // so that a wait can be cancelled

    public override string TableOptions => " ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin";

    public override string Key => "BIGINT";

    public override string ForUpdate => " FOR UPDATE";

    public override string? SkipLocked => " FOR UPDATE SKIP LOCKED";

    public override int RowsPerInsert => 1_000; // some 60 KB of statement, far below the least max_allowed_packet in use

    public override string InOrderOf(string index) => $" FORCE INDEX ({index})";

    public override async Task<IAsyncDisposable> HoldAsync(
        DbConnection connection, string name, TimeSpan? longest, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        // Names of locks are the server's, not the database's, and have at most 64 characters.
        while (await connection.ExecuteScalarAsync<int?>(new CommandDefinition(
                   $"SELECT GET_LOCK(SHA1(CONCAT(DATABASE(), '/', @name)), {SecondsPerLook})",
                   new { name },
                   cancellationToken: cancellationToken)) != 1)
        {
            if (longest is { } limit && Stopwatch.GetElapsedTime(begun) > limit)
            {
                throw new TimeoutException(
                    $"Another process has held '{name}' in the database '{connection.Database}' for {limit.TotalSeconds:F0} s. "
                    + "It should end by itself; see whether that process hangs.");
            }
        }

        return new Held(connection, name);
    }

    private sealed class Held(DbConnection connection, string name) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await connection.ExecuteAsync("DO RELEASE_LOCK(SHA1(CONCAT(DATABASE(), '/', @name)))", new { name });
            }
            catch (Exception e) when (e is DbException or InvalidOperationException)
            {
                // The connection was lost, and the name was let go of with it.
            }
        }
    }
}
