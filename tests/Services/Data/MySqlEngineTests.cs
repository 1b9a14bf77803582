using Dapper;
using MySqlConnector;
using PlayCount.ServiceDefaults.Data;
using PlayCount.ServiceDefaults.Jobs;
using PlayCount.Services.Tests.Servers;

namespace PlayCount.Services.Tests.Data;

/// <summary>What only a server with several clients does.</summary>
[Trait("Set", "Full")]
public sealed class MySqlEngineTests(MariaDb server) : IAsyncLifetime
{
    private readonly MariaDbStore _store = new(server);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _store.PrepareAsync();

    [Fact]
    public async Task A_name_is_held_by_one_connection_until_it_lets_go()
    {
        await using var first = await _store.Source.OpenConnectionAsync(Cancel);
        await using var second = await _store.Source.OpenConnectionAsync(Cancel);
        var held = await SqlEngine.MySql.HoldAsync(first, "tables", TimeSpan.Zero, Cancel);

        var refusal = await Assert.ThrowsAsync<TimeoutException>(
            () => SqlEngine.MySql.HoldAsync(second, "tables", TimeSpan.Zero, Cancel));
        await held.DisposeAsync();
        await using var again = await SqlEngine.MySql.HoldAsync(second, "tables", TimeSpan.Zero, Cancel);

        Assert.StartsWith("Another process has held 'tables' in the database 'test", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_transactions_that_lock_each_other_out_both_come_to_their_end()
    {
        var database = _store.Open(new SqlMigrations("test", engine =>
            [[$"CREATE TABLE test_rows (id INTEGER NOT NULL PRIMARY KEY, n INTEGER NOT NULL){engine.TableOptions}"]]));
        await database.ExecuteAsync("INSERT INTO test_rows (id, n) VALUES (1, 0), (2, 0)", null, Cancel);
        using var bothHaveOne = new Barrier(2);

        await Task.WhenAll(AddAsync(1, 2), AddAsync(2, 1));

        Assert.Equal([2, 2], await database.QueryAsync<int>("SELECT n FROM test_rows ORDER BY id", null, Cancel));

        Task AddAsync(int first, int then)
        {
            var tries = 0;
            return Task.Run(() => database.InTransactionAsync(
                async transaction =>
                {
                    await transaction.ExecuteAsync("UPDATE test_rows SET n = n + 1 WHERE id = @first", new { first });
                    if (tries++ == 0)
                        bothHaveOne.SignalAndWait(Cancel);
                    return await transaction.ExecuteAsync("UPDATE test_rows SET n = n + 1 WHERE id = @then", new { then });
                },
                Cancel));
        }
    }

    [Fact]
    public async Task A_connection_that_the_server_ended_is_replaced()
    {
        var database = _store.Open(new SqlMigrations("test", _ => []));
        var id = Assert.Single(await database.QueryAsync<long>("SELECT CONNECTION_ID()", null, Cancel));
        await using (var other = new MySqlConnection(_store.Source.ConnectionString + ";Pooling=False"))
            await other.ExecuteAsync($"KILL {id}");

        Assert.NotEqual(id, Assert.Single(await database.QueryAsync<long>("SELECT CONNECTION_ID()", null, Cancel)));
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_a_failure_that_stays_and_a_server_that_is_away_one_that_may_pass()
    {
        await using var none = new MySqlDataSource(server.ConnectionString("none"));
        await using var away = new MySqlDataSource("Server=127.0.0.1;Port=1;User ID=root;Database=none");

        var stays = await Assert.ThrowsAsync<MySqlException>(() => none.OpenConnectionAsync(Cancel).AsTask());
        var passes = await Assert.ThrowsAsync<MySqlException>(() => away.OpenConnectionAsync(Cancel).AsTask());

        Assert.False(JobFailure.IsTransient(stays));
        Assert.True(JobFailure.IsTransient(passes));
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}
