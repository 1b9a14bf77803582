using System.Data.Common;
using System.Text;
using Microsoft.Data.Sqlite;

namespace PlayCount.Extraction.Storing;

/// <summary>The SQL store in one SQLite file.</summary>
public static class SqliteCatalog
{
    /// <summary>Longest path of a database in bytes, except on Windows: SQLite takes 512, with <c>-journal</c> behind it.</summary>
    /// <remarks>Source: SQLite's os.h, MAX_PATHNAME, and its pager, which refuses a path whose journal's would be longer.</remarks>
    private const int MaxPathBytes = 504;

    private static readonly string[] Journals = ["-journal", "-wal", "-shm"];

    /// <summary>A source of connections to the file, which is made, with its folder, when it is not there.</summary>
    /// <param name="path">The database file.</param>
    /// <exception cref="PathTooLongException">SQLite opens no path that long.</exception>
    public static DbDataSource Open(string path)
    {
        ThrowIfTooLong(path);
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

    /// <summary>Refuses a path that SQLite would not open.</summary>
    /// <exception cref="PathTooLongException">It is longer than SQLite takes.</exception>
    public static void ThrowIfTooLong(string path)
    {
        var full = Path.GetFullPath(path);
        var bytes = Encoding.UTF8.GetByteCount(full);
        if (bytes > MaxPathBytes && !OperatingSystem.IsWindows())
        {
            throw new PathTooLongException(
                $"The path '{full}' has {bytes} bytes; SQLite takes at most {MaxPathBytes}. Choose a shorter one.");
        }
    }

    /// <summary>Deletes the file and its journals; one left behind would be taken for a new file's.</summary>
    public static void Delete(string path)
    {
        File.Delete(path);
        foreach (var journal in Journals)
            File.Delete(path + journal);
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
