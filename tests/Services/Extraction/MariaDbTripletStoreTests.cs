using Dapper;
using PlayCount.Extraction.Storing;
using PlayCount.ServiceDefaults.Data;
using PlayCount.Services.Tests.Servers;
using PlayCount.Songs;

namespace PlayCount.Services.Tests.Extraction;

/// <summary>The triplets in MariaDB: the same selection, and nothing half there, whoever loads at the same time.</summary>
[Trait("Set", "Full")]
public sealed class MariaDbTripletStoreTests(MariaDb server) : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly MariaDbStore _store = new(server);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _store.PrepareAsync();

    [Theory]
    [InlineData(1, 300, 200, 5, 2)]
    [InlineData(2, 3000, 200, 5, 2)]
    [InlineData(3, 3000, 1, 40, 3)]
    [InlineData(4, 3000, 2, 400, 1)]
    public async Task MySql_and_Sqlite_and_streaming_write_identical_files(int seed, int rows, int maxPlays, int topUsers, int minUsers)
    {
        var path = _folder.Write("plays.tsv", Generated.Triplets(seed, rows));
        var criteria = new SelectionCriteria(maxPlays, topUsers, minUsers);
        var mismatches = Enumerable.Range(0, rows / 5).Select(i => SongId.Parse($"SO{i * 5}X")).ToHashSet();

        var streamed = Extracting.WriteAndRead(_folder["streamed"], Extracting.Stream(path, criteria, mismatches));
        var inSqlite = await Extracting.Sql(path, _folder["catalog.db"], criteria, mismatches);
        var inMariaDb = await Extracting.Sql(path, Tables(), criteria, mismatches);

        Assert.Equal(streamed, Extracting.WriteAndRead(_folder["sqlite"], inSqlite));
        Assert.Equal(streamed, Extracting.WriteAndRead(_folder["mariadb"], inMariaDb));
    }

    [Fact]
    public async Task Ties_are_broken_by_user_id_in_ordinal_order()
    {
        var path = _folder.Write("plays.tsv", "b\tS\t2\na\tS\t2\nB\tS\t2\n_\tS\t2\n10\tS\t2\n9\tS\t2\n");

        var selection = await Extracting.Sql(path, Tables(), new(TopUsers: 4));

        Assert.Equal(["10", "9", "B", "_"], selection.Users.Select(user => user.User.Value));
    }

    [Theory]
    [InlineData("ann\tS\t300\nbob\tT\t400\n")]
    [InlineData("ann\tS\t3\nbob\tS\t4\nbob\tS\t300\nann\tS\t5\nbob\tS\t1\nann\tS\t1\n")]
    public async Task Refuses_in_the_words_of_streaming(string text)
    {
        await Extracting.Sql(_folder.Write("first.tsv", Generated.Triplets(seed: 8, rows: 500)), Tables());
        var path = _folder.Write("plays.tsv", text);

        var streamed = Assert.Throws<InvalidDataException>(() => Extracting.Stream(path));
        var queried = await Assert.ThrowsAsync<InvalidDataException>(() => Extracting.Sql(path, Tables()));

        Assert.Equal(streamed.Message, queried.Message);
    }

    [Fact]
    public async Task A_load_that_meets_a_bad_row_leaves_nothing_and_can_be_repeated()
    {
        var text = Generated.Triplets(seed: 6, rows: 5000);
        var store = await TripletStore.OpenAsync(Tables(), Cancel);

        await Assert.ThrowsAsync<InvalidDataException>(
            () => store.LoadAsync(_folder.Write("plays.tsv", text + "ann\tS\t-1\n"), null, Cancel));

        Assert.Equal(0, await CountAsync("triplet_plays") + await CountAsync("triplet_files"));
        Assert.Equal(5000, (await store.LoadAsync(_folder.Write("plays.tsv", text), null, Cancel)).Records);
        Assert.Equal(5000, await CountAsync("triplet_plays"));
    }

    [Fact]
    public async Task Processes_that_load_at_once_load_each_file_once_and_keep_the_files_apart()
    {
        string[] paths =
        [
            _folder.Write("first.tsv", Generated.Triplets(seed: 21, rows: 900)),
            _folder.Write("second.tsv", Generated.Triplets(seed: 22, rows: 700)),
        ];

        var loads = await Task.WhenAll(paths.Concat(paths).Select(path => Task.Run(
            async () => await (await TripletStore.OpenAsync(Tables(), Cancel)).LoadAsync(path, null, Cancel))));

        Assert.Equal(2, loads.Count(load => load.WasThere));
        Assert.Equal(900 + 700, await CountAsync("triplet_plays"));
        foreach (var load in loads[..2])
        {
            var queried = await (await TripletStore.OpenAsync(Tables(), Cancel)).SelectAsync(load, new(), Extracting.NoMismatches, Cancel);
            Assert.Equal(
                Extracting.WriteAndRead(load.Path + ".streamed", Extracting.Stream(load.Path)),
                Extracting.WriteAndRead(load.Path + ".queried", queried));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    private SqlDatabase Tables() => _store.Open(TripletStore.Migrations);

    private async Task<long> CountAsync(string table)
    {
        await using var connection = await _store.Source.OpenConnectionAsync(Cancel);
        return await connection.ExecuteScalarAsync<long>($"SELECT COUNT(*) FROM {table}");
    }
}
