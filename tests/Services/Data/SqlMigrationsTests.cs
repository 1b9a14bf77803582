using System.Data.Common;
using Dapper;
using PlayCount.ServiceDefaults.Data;
using PlayCount.Services.Tests.Servers;

namespace PlayCount.Services.Tests.Data;

public sealed class SqliteMigrationsTests() : SqlMigrationsTests(new SqliteStore());

[Trait("Set", "Full")]
public sealed class MariaDbMigrationsTests(MariaDb server) : SqlMigrationsTests(new MariaDbStore(server));

/// <summary>Tables are made once, whenever processes are killed and however many there are.</summary>
public abstract class SqlMigrationsTests(SqlStore store) : IAsyncLifetime
{
    private static readonly string[] First = ["CREATE TABLE test_songs (id VARCHAR(64) NOT NULL PRIMARY KEY)"];

    private static readonly string[] Second =
    [
        "ALTER TABLE test_songs ADD COLUMN plays INTEGER NULL",
        "CREATE INDEX test_songs_by_plays ON test_songs (plays)",
        "CREATE TABLE test_users (id VARCHAR(64) NOT NULL PRIMARY KEY)",
        "UPDATE test_songs SET plays = 0 WHERE plays IS NULL",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => store.PrepareAsync();

    [Fact]
    public async Task Take_the_steps_that_are_new()
    {
        await RunAsync(First);
        await ExecuteAsync("INSERT INTO test_songs (id) VALUES ('a')");

        await RunAsync(First, Second);
        await RunAsync(First, Second);

        Assert.Equal(0, await ReadAsync("SELECT plays FROM test_songs"));
        Assert.Equal(2, await ReadAsync("SELECT COUNT(*) FROM test_migrations"));
    }

    /// <summary>A statement that fails leaves what a kill there would: in MySQL what was made before it.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Go_on_where_a_process_was_killed_between_two_statements(int made)
    {
        await RunAsync(First);
        await Assert.ThrowsAnyAsync<DbException>(() => RunAsync(First, [.. Second[..made], "KILLED HERE"]));

        await RunAsync(First, Second);

        await ExecuteAsync("INSERT INTO test_songs (id, plays) VALUES ('a', 3)");
        await ExecuteAsync("INSERT INTO test_users (id) VALUES ('u')");
        Assert.Equal(2, await ReadAsync("SELECT COUNT(*) FROM test_migrations"));
    }

    [Fact]
    public async Task Are_run_by_one_of_all_processes()
    {
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => RunAsync(First, Second))));

        Assert.Equal(2, await ReadAsync("SELECT COUNT(*) FROM test_migrations"));
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return store.DisposeAsync();
    }

    private Task RunAsync(params string[][] steps) => store.Open(new SqlMigrations("test", _ => steps)).PrepareAsync(Cancel);

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await store.Source.OpenConnectionAsync(Cancel);
        await connection.ExecuteAsync(sql);
    }

    private async Task<int> ReadAsync(string sql)
    {
        await using var connection = await store.Source.OpenConnectionAsync(Cancel);
        return await connection.ExecuteScalarAsync<int>(sql);
    }
}
