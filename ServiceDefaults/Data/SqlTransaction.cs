using System.Data.Common;
using Dapper;

namespace PlayCount.ServiceDefaults.Data;

/// <summary>Statements that take effect together.</summary>
public sealed class SqlTransaction
{
    private readonly DbTransaction _transaction;
    private readonly CancellationToken _cancellationToken;

    internal SqlTransaction(DbTransaction transaction, CancellationToken cancellationToken) =>
        (_transaction, _cancellationToken) = (transaction, cancellationToken);

    /// <summary>Runs a statement.</summary>
    /// <returns>The rows it found to change.</returns>
    public Task<int> ExecuteAsync(string sql, object? values) => _transaction.Connection!.ExecuteAsync(Command(sql, values));

    /// <summary>Adds a row unless there is one of its key.</summary>
    /// <returns>Whether it was added.</returns>
    public async Task<bool> TryInsertAsync(string sql, object? values)
    {
        try
        {
            await ExecuteAsync(sql, values);
            return true;
        }
        catch (DbException e) when (SqlFailure.IsDuplicateKey(e))
        {
            return false;
        }
    }

    /// <summary>Reads rows.</summary>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? values) =>
        (await _transaction.Connection!.QueryAsync<T>(Command(sql, values))).AsList();

    private CommandDefinition Command(string sql, object? values) =>
        new(sql, values, _transaction, cancellationToken: _cancellationToken);
}
