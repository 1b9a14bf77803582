using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace PlayCount.Extraction.Storing;

/// <summary>The SQL store in one SQLite file.</summary>
public static class SqliteCatalog
{
    /// <summary>A source of connections to the file, which is made, with its folder, when it is not there.</summary>
    /// <param name="path">The database file.</param>
    public static DbDataSource Open(string path)
    {
        SQLitePCL.Batteries_V2.Init();
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var connection = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            // A connection serves one load or selection; its temporary tables end with it.
            Pooling = false,
        };
        return new SqliteDataSource(connection.ConnectionString);
    }

    private sealed class SqliteDataSource(string connectionString) : DbDataSource
    {
        // Pages kept in memory: the change of a bulk load goes to the file when they are full.
        private const string Settings = "PRAGMA cache_size = -16384; PRAGMA temp_store = FILE;";

        public override string ConnectionString => connectionString;

        protected override DbConnection CreateDbConnection() => new SqliteConnection(connectionString);

        protected override DbConnection OpenDbConnection()
        {
            var connection = base.OpenDbConnection();
            using var command = connection.CreateCommand();
            command.CommandText = Settings;
            command.ExecuteNonQuery();
            return connection;
        }

        protected override ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return ValueTask.FromResult(OpenDbConnection());
        }
    }
}
