using System.Data.Common;
using System.Text;
using Microsoft.Data.Sqlite;

namespace PlayCount.ServiceDefaults.Data;

/// <summary>A database in one SQLite file, which is made, with its folder, when it is not there.</summary>
public sealed class SqliteFile : DbDataSource
{
    // WAL survives a killed process as it is; what only a power cut can lose are the last changes, which are asked for again.
    private const string Changes = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 30000;";

    // Pages kept in memory: the change of a bulk load goes to the file when they are full.
    private const string Loads = "PRAGMA cache_size = -16384; PRAGMA temp_store = FILE;";

    /// <summary>Longest path of a database in bytes, except on Windows: SQLite takes 512, with <c>-journal</c> behind it.</summary>
    /// <remarks>Source: SQLite's os.h, MAX_PATHNAME, and its pager, which refuses a path whose journal's would be longer.</remarks>
    private const int MaxPathBytes = 504;

    private static readonly string[] Journals = ["-journal", "-wal", "-shm"];

    private readonly string _connectionString;
    private readonly string _settings;

    private SqliteFile(string path, string settings, bool pooling)
    {
        ThrowIfTooLong(path);
        SQLitePCL.Batteries_V2.Init();
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        _settings = settings;
        _connectionString =
            new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 30, Pooling = pooling }.ConnectionString;
    }

    /// <summary>For many small changes: readers do not wait for writers, writers wait for one another.</summary>
    /// <exception cref="PathTooLongException">SQLite opens no path that long.</exception>
    public static SqliteFile ForChanges(string path) => new(path, Changes, pooling: true);

    /// <summary>For one load or selection a connection, whose temporary tables end with it.</summary>
    /// <exception cref="PathTooLongException">SQLite opens no path that long.</exception>
    public static SqliteFile ForLoads(string path) => new(path, Loads, pooling: false);

    /// <inheritdoc />
    public override string ConnectionString => _connectionString;

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

    /// <inheritdoc />
    protected override DbConnection CreateDbConnection() => new SqliteConnection(_connectionString);

    /// <inheritdoc />
    protected override DbConnection OpenDbConnection()
    {
        var connection = base.OpenDbConnection();
        using var command = connection.CreateCommand();
        command.CommandText = _settings;
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
