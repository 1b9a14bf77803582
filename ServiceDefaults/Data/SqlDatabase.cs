using System.Data;
using System.Data.Common;
using Dapper;
using OpenTelemetry;

namespace PlayCount.ServiceDefaults.Data;

/// <summary>An owner's tables in some SQL engine: brought up to date before they are first used, as soon as it can be reached.</summary>
/// <remarks>
/// What loses its turn to another process, or its connection, is tried again a few times; so everything done here can be done twice.
/// </remarks>
public sealed class SqlDatabase(DbDataSource source, SqlEngine engine, SqlMigrations migrations)
{
    private const int Tries = 5;
    private const int LongestPauseMilliseconds = 50; // times the number of the try; chance keeps two from meeting again

    private readonly Lock _turn = new();
    private Task? _prepared;

    /// <summary>The engine.</summary>
    public SqlEngine Engine => engine;

    /// <summary>Looking whether there is something to do leaves no traces: it is done all the time, and mostly there is nothing.</summary>
    public static IDisposable Unseen() => SuppressInstrumentationScope.Begin();

    /// <summary>Brings the tables up to date, once.</summary>
    /// <exception cref="InvalidDataException">A newer program made them.</exception>
    public Task PrepareAsync(CancellationToken cancellationToken)
    {
        lock (_turn)
        {
            if (_prepared is null or { IsFaulted: true } or { IsCanceled: true })
                _prepared = MigrateAsync();
            return _prepared.WaitAsync(cancellationToken);
        }
    }

    /// <summary>A connection to tables that are up to date.</summary>
    public async Task<DbConnection> OpenConnectionAsync(CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        return await source.OpenConnectionAsync(cancellationToken);
    }

    /// <summary>Runs one statement.</summary>
    /// <returns>The rows it found to change.</returns>
    public Task<int> ExecuteAsync(string sql, object? values, CancellationToken cancellationToken) => TryAsync(
        connection => connection.ExecuteAsync(new CommandDefinition(sql, values, cancellationToken: cancellationToken)), cancellationToken);

    /// <summary>Reads rows.</summary>
    public Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? values, CancellationToken cancellationToken) =>
        TryAsync<IReadOnlyList<T>>(
            async connection => (await connection.QueryAsync<T>(
                new CommandDefinition(sql, values, cancellationToken: cancellationToken))).AsList(),
            cancellationToken);

    /// <summary>Runs several statements, all or none.</summary>
    public Task<T> InTransactionAsync<T>(Func<SqlTransaction, Task<T>> work, CancellationToken cancellationToken) => TryAsync(
        async connection =>
        {
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
            var result = await work(new SqlTransaction(transaction, cancellationToken));
            await transaction.CommitAsync(cancellationToken);
            return result;
        },
        cancellationToken);

    private async Task<T> TryAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                await using var connection = await OpenConnectionAsync(cancellationToken);
                return await work(connection);
            }
            catch (DbException e) when (tried < Tries && SqlFailure.LostItsTurn(e))
            {
                await Task.Delay(Random.Shared.Next(1, LongestPauseMilliseconds * tried), cancellationToken);
            }
        }
    }

    private async Task MigrateAsync()
    {
        await using var connection = await source.OpenConnectionAsync();
        await migrations.RunAsync(connection, engine, CancellationToken.None);
    }
}
