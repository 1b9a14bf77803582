using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace PlayCount.ServiceDefaults.Data;

/// <summary>A database in one SQLite file, for many small changes: readers do not wait for writers, writers wait for one another.</summary>
public sealed class SqliteFile : DbDataSource
{
    // WAL survives a killed process as it is; what only a power cut can lose are the last changes, which are asked for again.
    private const string Settings = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 30000;";

    private readonly string _connectionString;

    /// <summary>The file and its folder are made when they are not there.</summary>
    public SqliteFile(string path)
    {
        SQLitePCL.Batteries_V2.Init();
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 30 }.ConnectionString;
    }

    /// <inheritdoc />
    public override string ConnectionString => _connectionString;

    /// <inheritdoc />
    protected override DbConnection CreateDbConnection() => new SqliteConnection(_connectionString);

    /// <inheritdoc />
    protected override DbConnection OpenDbConnection()
    {
        var connection = base.OpenDbConnection();
        using var command = connection.CreateCommand();
        command.CommandText = Settings;
        command.ExecuteNonQuery();
        return connection;
    }

    /// <inheritdoc />
    protected override ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(OpenDbConnection());
    }
}
