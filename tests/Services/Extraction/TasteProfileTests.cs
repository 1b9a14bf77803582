using System.Text.Json;
using PlayCount.Extraction.Selecting;
using PlayCount.Extraction.Storing;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.ServiceDefaults.Data;
using PlayCount.Songs;
using PlayCount.Tests;

namespace PlayCount.Services.Tests.Extraction;

/// <summary>Real triplets; the numbers are the published ones of the paper's authors.</summary>
[Trait("Set", "Full")]
public sealed class TasteProfileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static string Triplets => Outside.Data("triplets/train_triplets_sample.txt");

    [Fact]
    public void Streaming_writes_the_published_files_byte_for_byte()
    {
        var published = Outside.Data("original/users_shared_songs");

        SelectionFiles.Write(new FolderBlobs(_folder["out"]), Extracting.Stream(Triplets));

        for (var rank = 1; rank <= 5; rank++)
        {
            Assert.Equal(
                File.ReadAllBytes(Path.Combine(published, $"user_{rank}.csv")),
                File.ReadAllBytes(Path.Combine(_folder["out"], "users", $"user_{rank}.csv")));
        }
    }

    [Fact]
    public void Selection_json_has_the_published_numbers()
    {
        SelectionFiles.Write(new FolderBlobs(_folder["out"]), Extracting.Stream(Triplets));

        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_folder["out"], "selection.json")));
        var root = json.RootElement;
        Assert.Equal(
            [48671, 1635, 12906, 5, 0, 3516, 341],
            new[] { "records", "usersInFile", "songsInFile", "droppedOverMaxPlays", "droppedMismatches", "songs", "sharedSongs" }
                .Select(name => root.GetProperty(name).GetInt32()));
        var users = root.GetProperty("users").EnumerateArray().ToList();
        Assert.Equal([1, 2, 3, 4, 5], users.Select(u => u.GetProperty("rank").GetInt32()));
        Assert.Equal(
            ["119b7c88", "3fa44653", "a2679496", "d7d2d888", "4ae01afa"],
            users.Select(u => u.GetProperty("userId").GetString()![..8]));
        Assert.Equal([9440, 7791, 7015, 6494, 6472], users.Select(u => u.GetProperty("totalPlays").GetInt32()));
        Assert.Equal([1449, 149, 557, 1319, 478], users.Select(u => u.GetProperty("records").GetInt32()));
        Assert.Equal([285, 38, 262, 66, 126], users.Select(u => u.GetProperty("sharedSongs").GetInt32()));
    }

    [Theory]
    [InlineData(false, 200, 5, 2)]
    [InlineData(true, 200, 5, 2)]
    [InlineData(true, 20, 40, 3)]
    public async Task Sql_writes_the_same_files_as_streaming(bool leaveMismatchesOut, int maxPlays, int topUsers, int minUsers)
    {
        var criteria = new SelectionCriteria(maxPlays, topUsers, minUsers);
        var mismatches = leaveMismatchesOut ? MismatchFile.Read(Outside.Data("triplets/sid_mismatches.txt")) : Extracting.NoMismatches;

        var streamed = Extracting.WriteAndRead(_folder["streamed"], Extracting.Stream(Triplets, criteria, mismatches));
        var queried = Extracting.WriteAndRead(
            _folder["queried"], await Extracting.Sql(Triplets, _folder["catalog.db"], criteria, mismatches));

        Assert.Equal(topUsers + 1, streamed.Count);
        Assert.Equal(streamed, queried);
    }

    [Fact]
    public void Mismatches_of_the_real_list_are_counted_as_an_independent_count_has_them()
    {
        var listed = File.ReadLines(Outside.Data("triplets/sid_mismatches.txt")).Select(row => row.Substring(8, 18)).ToHashSet();
        var expected = File.ReadLines(Triplets).Select(row => row.Split('\t')).Count(r => int.Parse(r[2]) <= 200 && listed.Contains(r[1]));

        var mismatches = MismatchFile.Read(Outside.Data("triplets/sid_mismatches.txt"));
        var selection = Extracting.Stream(Triplets, mismatches: mismatches);

        Assert.Equal(listed.Count, mismatches.Count);
        Assert.True(expected > 0);
        Assert.Equal(expected, selection.DroppedMismatches);
    }

    [Fact]
    public async Task A_file_without_its_last_line_end_is_read_to_its_last_row()
    {
        var path = Outside.Data("triplets/no_final_newline.txt");

        await using var catalog = SqliteFile.ForLoads(_folder["catalog.db"]);
        var store = await TripletStore.OpenAsync(Extracting.Tables(catalog), TestContext.Current.CancellationToken);
        var load = await store.LoadAsync(path, null, TestContext.Current.CancellationToken);

        Assert.Equal(1000, load.Records);
        Assert.Equal(1000, Extracting.Stream(path).Records);
    }

    public void Dispose() => _folder.Dispose();
}
