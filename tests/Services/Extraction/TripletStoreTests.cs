using System.Text;
using Microsoft.Data.Sqlite;
using PlayCount.Extraction.Storing;
using PlayCount.ServiceDefaults.Data;
using PlayCount.Songs;

namespace PlayCount.Services.Tests.Extraction;

public sealed class TripletStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 300, 200, 5, 2)]
    [InlineData(2, 3000, 200, 5, 2)]
    [InlineData(3, 3000, 1, 40, 3)]
    [InlineData(4, 3000, 2, 400, 1)]
    [InlineData(5, 3000, 204, 3, 2)]
    public async Task Sql_and_streaming_write_identical_files(int seed, int rows, int maxPlays, int topUsers, int minUsers)
    {
        var path = _folder.Write("plays.tsv", Generated.Triplets(seed, rows));
        var criteria = new SelectionCriteria(maxPlays, topUsers, minUsers);
        var mismatches = Enumerable.Range(0, rows / 5).Select(i => SongId.Parse($"SO{i * 5}X")).ToHashSet();
        mismatches.Add(SongId.Parse("NotInTheFile"));

        var streamed = Extracting.Stream(path, criteria, mismatches);
        var queried = await Extracting.Sql(path, _folder["catalog.db"], criteria, mismatches);

        Assert.True(streamed.DroppedOverMaxPlays > 0 && streamed.DroppedMismatches > 0, "the data is to have drops of both kinds");
        Assert.Equal(Extracting.WriteAndRead(_folder["streamed"], streamed), Extracting.WriteAndRead(_folder["queried"], queried));
        Assert.Equal(streamed.SharedSongs, queried.SharedSongs);
    }

    [Fact]
    public async Task Sql_breaks_ties_by_user_id_in_ordinal_order()
    {
        var path = _folder.Write("plays.tsv", "b\tS\t2\na\tS\t2\nB\tS\t2\n_\tS\t2\n10\tS\t2\n9\tS\t2\n");

        var selection = await Extracting.Sql(path, _folder["catalog.db"], new(TopUsers: 4));

        Assert.Equal(["10", "9", "B", "_"], selection.Users.Select(u => u.User.Value));
    }

    [Theory]
    [InlineData("ann\tS\t3\nbob\tT\t4\n")]
    [InlineData("ann\tS\t300\nbob\tT\t400\n")]
    [InlineData("ann\tS\t3\nbob\tS\t4\nbob\tS\t300\nann\tS\t5\nbob\tS\t1\nann\tS\t1\n")]
    public async Task Sql_refuses_in_the_words_of_streaming(string text)
    {
        // A file before it, so that line numbers and keys differ.
        await Extracting.Sql(_folder.Write("first.tsv", Generated.Triplets(seed: 8, rows: 500)), _folder["catalog.db"]);
        var path = _folder.Write("plays.tsv", text);

        var streamed = Assert.Throws<InvalidDataException>(() => Extracting.Stream(path));
        var queried = await Assert.ThrowsAsync<InvalidDataException>(() => Extracting.Sql(path, _folder["catalog.db"]));

        Assert.Equal(streamed.Message, queried.Message);
    }

    [Fact]
    public async Task Sql_meets_damaged_rows_as_streaming_does()
    {
        var rows = Encoding.UTF8.GetBytes(Generated.Triplets(seed: 12, rows: 60));

        for (var seed = 1000; seed < 1060; seed++)
        {
            var path = _folder.Write("plays.tsv", Generated.Damage(rows, seed));
            Assert.Equal(
                await Outcome(() => Task.FromResult(Extracting.Stream(path))),
                await Outcome(() => Extracting.Sql(path, _folder["catalog.db"])));
        }

        static async Task<string> Outcome(Func<Task<Selection>> select)
        {
            try
            {
                return string.Join(' ', (await select()).Users.Select(u => $"{u.User}:{u.TotalPlays}:{string.Join(',', u.SharedSongs)}"));
            }
            catch (InvalidDataException e)
            {
                return e.Message;
            }
        }
    }

    [Fact]
    public async Task Keeps_the_files_of_one_store_apart()
    {
        var first = _folder.Write("first.tsv", Generated.Triplets(seed: 21, rows: 900));
        var second = _folder.Write("second.tsv", Generated.Triplets(seed: 22, rows: 700));
        await using var catalog = SqliteFile.ForLoads(_folder["catalog.db"]);
        var store = await TripletStore.OpenAsync(Extracting.Tables(catalog), Cancel);

        var loads = new[] { await store.LoadAsync(first, null, Cancel), await store.LoadAsync(second, null, Cancel) };

        foreach (var load in loads)
        {
            var queried = await store.SelectAsync(load, new(), Extracting.NoMismatches, Cancel);
            Assert.Equal(
                Extracting.WriteAndRead(load.Path + ".streamed", Extracting.Stream(load.Path)),
                Extracting.WriteAndRead(load.Path + ".queried", queried));
        }
    }

    [Fact]
    public async Task Loads_the_same_bytes_once_whatever_the_file_is_called()
    {
        var text = Generated.Triplets(seed: 5, rows: 400);
        await using var catalog = SqliteFile.ForLoads(_folder["catalog.db"]);
        var store = await TripletStore.OpenAsync(Extracting.Tables(catalog), Cancel);

        var first = await store.LoadAsync(_folder.Write("a.tsv", text), null, Cancel);
        var again = await store.LoadAsync(_folder.Write("b.tsv", text), null, Cancel);
        var other = await store.LoadAsync(_folder.Write("a.tsv", text + "ann\tS\t3\n"), null, Cancel);

        Assert.Equal((false, true, false), (first.WasThere, again.WasThere, other.WasThere));
        Assert.Equal(first with { Path = again.Path, WasThere = true }, again);
        Assert.Equal(401, other.Records);
        Assert.Equal(400 + 401, Count("triplet_plays"));
    }

    [Fact]
    public async Task Names_a_file_by_the_sha256_of_its_bytes()
    {
        await using var catalog = SqliteFile.ForLoads(_folder["catalog.db"]);
        var store = await TripletStore.OpenAsync(Extracting.Tables(catalog), Cancel);

        var load = await store.LoadAsync(_folder.Write("a.tsv", "ann\tS\t3\n"), null, Cancel);

        // printf 'ann\tS\t3\n' | sha256sum
        Assert.Equal("880bf66bce5bdde2591f4a2086f9a37a79a8ba8611b149b21dd0f517b741a619", load.ContentHash);
    }

    [Fact]
    public async Task A_load_that_meets_a_bad_row_leaves_nothing_and_can_be_repeated()
    {
        var text = Generated.Triplets(seed: 6, rows: 5000);
        await using var catalog = SqliteFile.ForLoads(_folder["catalog.db"]);
        var store = await TripletStore.OpenAsync(Extracting.Tables(catalog), Cancel);

        var bad = _folder.Write("plays.tsv", text + "ann\tS\t-1\n");
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => store.LoadAsync(bad, null, Cancel));

        Assert.Contains("plays.tsv, line 5001: '-1' is no play count", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, Count("triplet_plays") + Count("triplet_users") + Count("triplet_songs") + Count("triplet_files"));
        Assert.Equal(5000, (await store.LoadAsync(_folder.Write("plays.tsv", text), null, Cancel)).Records);
    }

    [Fact]
    public async Task A_load_that_is_stopped_leaves_nothing_and_can_be_repeated()
    {
        var path = _folder.Write("plays.tsv", Generated.Triplets(seed: 7, rows: 70_000));
        await using var catalog = SqliteFile.ForLoads(_folder["catalog.db"]);
        var store = await TripletStore.OpenAsync(Extracting.Tables(catalog), Cancel);
        using var stop = new CancellationTokenSource();
        var stopWithinTheRows = new Told<StageProgress>(p =>
        {
            if (p.Done * 2 > p.Total)
                stop.Cancel();
        });

        await Assert.ThrowsAsync<OperationCanceledException>(() => store.LoadAsync(path, stopWithinTheRows, stop.Token));

        Assert.Equal(0, Count("triplet_plays"));
        Assert.Equal((70_000, false), ((await store.LoadAsync(path, null, Cancel)) is var load ? (load.Records, load.WasThere) : default));
    }

    [Fact]
    public async Task A_load_whose_process_dies_leaves_nothing_half_visible()
    {
        // What a killed process leaves: the database and its journal as they lie on disk in the middle of the load.
        var path = _folder.Write("plays.tsv", Wide(rows: 400_000));
        await using var catalog = SqliteFile.ForLoads(_folder["catalog.db"]);
        var store = await TripletStore.OpenAsync(Extracting.Tables(catalog), Cancel);
        var emptyBytes = new FileInfo(_folder["catalog.db"]).Length;
        var atDeath = 0L;
        var dieLate = new Told<StageProgress>(p =>
        {
            if (atDeath > 0 || p.Done < p.Total * 0.95)
                return;
            atDeath = new FileInfo(_folder["catalog.db"]).Length;
            File.Copy(_folder["catalog.db"], _folder["dead.db"]);
            File.Copy(_folder["catalog.db-journal"], _folder["dead.db-journal"]);
        });
        await store.LoadAsync(path, dieLate, Cancel);

        await using var left = SqliteFile.ForLoads(_folder["dead.db"]);
        var reopened = await TripletStore.OpenAsync(Extracting.Tables(left), Cancel);

        Assert.True(atDeath > emptyBytes, "rows are to be on disk when the process dies");
        Assert.Equal(0, Count("triplet_plays", "dead.db"));
        Assert.False((await reopened.LoadAsync(path, null, Cancel)).WasThere);
        Assert.Equal(400_000, Count("triplet_plays", "dead.db"));
    }

    [Fact]
    public async Task Refuses_a_store_that_a_newer_program_made()
    {
        await using var catalog = SqliteFile.ForLoads(_folder["catalog.db"]);
        await TripletStore.OpenAsync(Extracting.Tables(catalog), Cancel);
        Execute("INSERT INTO extraction_migrations (version) VALUES (9999)");

        var error = await Assert.ThrowsAsync<InvalidDataException>(() => TripletStore.OpenAsync(Extracting.Tables(catalog), Cancel));

        Assert.Contains("version 9999", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opens_a_store_twice_with_its_files_still_there()
    {
        var path = _folder.Write("plays.tsv", "ann\tS\t3\nbob\tS\t4\n");
        await Extracting.Sql(path, _folder["catalog.db"]);

        var selection = await Extracting.Sql(path, _folder["catalog.db"]);

        Assert.Equal(["bob", "ann"], selection.Users.Select(u => u.User.Value));
        Assert.Equal(2, Count("triplet_plays"));
    }

    [Fact]
    public async Task Says_in_one_line_that_a_file_is_no_database()
    {
        await using var catalog = SqliteFile.ForLoads(_folder.Write("catalog.db", new string('x', 5000)));

        var error = await Assert.ThrowsAsync<CatalogException>(() => TripletStore.OpenAsync(Extracting.Tables(catalog), Cancel));

        Assert.DoesNotContain('\n', error.Message);
        Assert.False(error.IsTransient);
        Assert.True(error.IsDamaged);
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, true)]
    [InlineData(13, false)]
    public void Trying_again_helps_against_a_busy_store_and_not_against_a_full_disk(int sqliteError, bool transient) =>
        Assert.Equal(transient, new CatalogException("'plays.tsv' was loaded", new SqliteException("said", sqliteError)).IsTransient);

    [Theory]
    [InlineData(11, true)]
    [InlineData(26, true)]
    [InlineData(13, false)]
    [InlineData(14, false)]
    public void A_new_file_helps_against_damaged_bytes_and_not_against_a_full_disk(int sqliteError, bool damaged) =>
        Assert.Equal(damaged, new CatalogException("'plays.tsv' was loaded", new SqliteException("said", sqliteError)).IsDamaged);

    [Theory]
    [InlineData(504)]
    [InlineData(505)]
    public async Task Takes_paths_as_long_as_SQLite_does(int bytes)
    {
        var folder = Directory.CreateDirectory(_folder[new string('d', 240)]).FullName;
        var path = Path.Combine(folder, new string('\u00e9', 100));
        path += new string('x', bytes - Encoding.UTF8.GetByteCount(path));

        if (bytes <= 504)
        {
            await Extracting.Sql(_folder.Write("plays.tsv", "ann\tS\t3\nbob\tS\t4\n"), path);
            return;
        }

        var error = Assert.Throws<PathTooLongException>(() => SqliteFile.ForLoads(path));
        Assert.Contains("has 505 bytes; SQLite takes at most 504", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_to_select_from_a_file_that_was_not_loaded()
    {
        await using var catalog = SqliteFile.ForLoads(_folder["catalog.db"]);
        var store = await TripletStore.OpenAsync(Extracting.Tables(catalog), Cancel);
        var load = new StoreLoad("plays.tsv", "00ff", 1, 1, 1, WasThere: true);

        var error = await Assert.ThrowsAsync<ArgumentException>(() => store.SelectAsync(load, new(), Extracting.NoMismatches, Cancel));

        Assert.Contains("'plays.tsv' (00ff) is not in this store", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    // Every song id is new and long, so that the pages changed are more than are kept in memory.
    private static string Wide(int rows) => string.Concat(Enumerable.Range(0, rows).Select(i => $"u{i / 1000}\tSO{i:D40}\t1\n"));

    private long Count(string table, string database = "catalog.db") => (long)Execute($"SELECT COUNT(*) FROM {table}", database)!;

    private object? Execute(string sql, string database = "catalog.db")
    {
        using var connection = new SqliteConnection($"Data Source={_folder[database]};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
