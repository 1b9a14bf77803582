using System.Globalization;
using Dapper;
using MySqlConnector;

namespace PlayCount.Faults;

/// <summary>A job that somebody works on.</summary>
internal sealed record HeldJob(string Owner, string JobKey, string Lease, long Attempts, long Takeovers);

/// <summary>The application's tables in its local server, read from outside.</summary>
internal sealed class StoredRows(LocalApplication application)
{
    /// <summary>The services that work on jobs.</summary>
    public static readonly string[] Workers = ["extraction", "mapping", "segmentation", "training"];

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

    /// <summary>The jobs that are leased of a service.</summary>
    public async Task<IReadOnlyList<HeldJob>> HeldAsync(string owner, CancellationToken cancellationToken) => await QueryAsync<HeldJob>(
        $"""
        SELECT '{owner}' AS Owner, job_key AS JobKey, lease AS Lease, CAST(attempts AS SIGNED) AS Attempts,
               CAST(takeovers AS SIGNED) AS Takeovers
        FROM {owner}_jobs WHERE state = 'leased'
        """,
        null, cancellationToken);

    /// <summary>How many rows each table has.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CountsAsync(CancellationToken cancellationToken)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in await QueryAsync<string>("SHOW TABLES", null, cancellationToken))
            counts[table] = (await QueryAsync<long>($"SELECT COUNT(*) FROM `{table}`", null, cancellationToken)).Single();
        return counts;
    }

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? values, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        return (await connection.QueryAsync<T>(new CommandDefinition(sql, values, cancellationToken: cancellationToken))).AsList();
    }

    public async Task ExecuteAsync(string sql, object? values, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(sql, values, cancellationToken: cancellationToken));
    }

    /// <summary>Connects, as soon as the server is there.</summary>
    private async Task<MySqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var password = await File.ReadAllTextAsync(
            Path.Combine(application.Data, "local", "mysql", "password"), cancellationToken);
        var server = application.Resource("mysql").Endpoints.Values.First();
        var where = string.Create(CultureInfo.InvariantCulture,
            $"Server=127.0.0.1;Port={server.Port};User ID=root;Password={password.Trim()};Database=catalog");
        while (true)
        {
            var connection = new MySqlConnection(where);
            try
            {
                await connection.OpenAsync(cancellationToken);
                await connection.PingAsync(cancellationToken); // one of the pool may be of a server that was killed
                return connection;
            }
            catch (MySqlException)
            {
                await connection.DisposeAsync();
                await Task.Delay(BetweenTries, cancellationToken);
            }
        }
    }
}
