using System.Data.Common;
using MySqlConnector;
using PlayCount.ServiceDefaults.Data;

namespace PlayCount.Services.Tests.Servers;

/// <summary>An empty store of some engine, a test's own.</summary>
public abstract class SqlStore : IAsyncDisposable
{
    /// <summary>The tables of an owner there; each call is as another process.</summary>
    public SqlDatabase Open(SqlMigrations migrations) => new(Source, Engine, migrations);

    public abstract DbDataSource Source { get; }

    public abstract SqlEngine Engine { get; }

    public virtual ValueTask PrepareAsync() => ValueTask.CompletedTask;

    public abstract ValueTask DisposeAsync();
}

/// <summary>A SQLite file.</summary>
public sealed class SqliteStore : SqlStore
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("playcount-sql-");

    public SqliteStore() => Source = SqliteFile.ForChanges(Path.Combine(_folder.FullName, "store.sqlite"));

    public override DbDataSource Source { get; }

    public override SqlEngine Engine => SqlEngine.Sqlite;

    public override async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}

/// <summary>A database on the tests' MariaDB.</summary>
public sealed class MariaDbStore(MariaDb server) : SqlStore
{
    private MySqlDataSource? _source;

    public override DbDataSource Source => _source!;

    public override SqlEngine Engine => SqlEngine.MySql;

    public override async ValueTask PrepareAsync() => _source = new MySqlDataSource(await server.CreateDatabaseAsync());

    public override async ValueTask DisposeAsync()
    {
        if (_source is not null)
            await _source.DisposeAsync();
    }
}
