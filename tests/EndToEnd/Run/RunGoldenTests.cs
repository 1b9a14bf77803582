using System.Text.Json;
using PlayCount.Tests;

namespace PlayCount.EndToEnd.Tests;

/// <summary>
/// A run on the real triplets, the rebuilt archive and the free music of shared/data. The counts are those of the paper's authors
/// (section 3.2 and their published files) and of the triplet file itself.
/// </summary>
[Trait("Set", "Full")]
public sealed class RunGoldenTests(GoldenRun run)
{
    [Fact]
    public async Task The_selection_is_the_studys()
    {
        var selection = PlainFiles.Json(await run.FolderAsync(), "selection.json");
        var users = selection.GetProperty("users").EnumerateArray().ToArray();

        Assert.Equal(
            [48_671, 5, 3_516, 341],
            new[] { "records", "droppedOverMaxPlays", "songs", "sharedSongs" }.Select(key => selection.GetProperty(key).GetInt32()));
        Assert.Equal([(9440, 1449, 285), (7791, 149, 38), (7015, 557, 262), (6494, 1319, 66), (6472, 478, 126)], users.Select(user =>
            (user.GetProperty("totalPlays").GetInt32(), user.GetProperty("records").GetInt32(),
                user.GetProperty("sharedSongs").GetInt32())));
        Assert.Equal(["119b7c88", "3fa44653", "a2679496", "d7d2d888", "4ae01afa"],
            users.Select(user => user.GetProperty("userId").GetString()![..8]));
    }

    [Fact]
    public async Task User_files_are_byte_for_byte_the_authors()
    {
        var folder = await run.FolderAsync();

        Assert.All(Enumerable.Range(1, 5), rank => Assert.Equal(
            File.ReadAllBytes(Outside.Data($"original/users_shared_songs/user_{rank}.csv")),
            File.ReadAllBytes(Path.Combine(folder, "users", $"user_{rank}.csv"))));
    }

    [Fact]
    public async Task The_mapping_finds_150_of_341()
    {
        Assert.Equal(
            """{"songs":341,"mapped":150,"empty":191,"noSpotifyTrack":0,"unreadable":0}""",
            JsonSerializer.Serialize(PlainFiles.Json(await run.FolderAsync(), "mapping.json")));
    }

    [Fact]
    public async Task All_150_songs_with_audio_are_cut_and_the_others_told()
    {
        var folder = await run.FolderAsync();

        Assert.Equal(150, Directory.GetFiles(Path.Combine(folder, "clips"), "*.npy").Length);
        Assert.Equal(150, Directory.GetFiles(Path.Combine(folder, "features", "log-mel"), "*.npy").Length);
        Assert.Equal(191, PlainFiles.Json(folder, "results.json").GetProperty("skippedSongs").GetArrayLength());
        Assert.Equal([121, 12, 108, 30, 58],
            Enumerable.Range(1, 5).Select(rank => File.ReadAllLines(Path.Combine(folder, "users", $"user_{rank}_scaled.csv")).Length));
    }

    [Fact]
    public async Task Median_and_interquartile_range_of_the_plays_are_the_studys()
    {
        var folder = await run.FolderAsync();
        (double Median, double Range)[] expected = [(3, 5), (83.5, 71), (7, 19.25), (1, 1), (8.5, 16.75)]; // a range of 0 counts as 1

        Assert.All(Enumerable.Range(1, 5), rank => Assert.All(
            File.ReadLines(Path.Combine(folder, "users", $"user_{rank}_scaled.csv")).Select(line => line.Split(',')),
            row => Assert.Equal(
                (PlainFiles.Double(row[2]) - expected[rank - 1].Median) / expected[rank - 1].Range, PlainFiles.Double(row[3]))));
    }

    [Fact]
    public async Task Each_song_that_reaches_24_clips_is_estimated_once()
    {
        var folder = await run.FolderAsync();
        var rows = PlainFiles.Csv(folder, "predictions.csv").Rows;

        for (var rank = 1; rank <= 5; rank++)
        {
            var long24 = File.ReadLines(Path.Combine(folder, "users", $"user_{rank}_scaled.csv")).Select(line => line.Split(',')[1])
                .Select(song => (Song: song, Clips: PlainFiles.Npy(Path.Combine(folder, "clips", song + ".npy")).Shape[0]))
                .Where(song => song.Clips >= 24).Select(song => $"{song.Song} {song.Clips / 24}").Order(StringComparer.Ordinal);
            Assert.Equal(long24, rows.Where(row => row[0] == $"{rank}").Select(row => $"{row[3]} {row[5]}").Order(StringComparer.Ordinal));
        }
    }
}
