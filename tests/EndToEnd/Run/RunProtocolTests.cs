using System.Text.Json;

namespace PlayCount.EndToEnd.Tests;

/// <summary>What is repeated, padded and kept together, as the files of a run tell it.</summary>
public sealed class RunProtocolTests : IDisposable
{
    private static readonly string[] Small = ["--layers", "1", "--steps", "5", "--epochs", "2"];

    private readonly RunInput _input = new();

    public void Dispose() => _input.Dispose();

    [Fact]
    public async Task Several_seeds_are_the_studies_of_each_seed_one_after_the_other()
    {
        await _input.SucceedAsync("both", [.. Small, "--seed", "3", "--seeds", "2"]);
        await _input.SucceedAsync("first", [.. Small, "--seed", "3"]);
        await _input.SucceedAsync("second", [.. Small, "--seed", "4"]);

        foreach (var table in (string[])["predictions.csv", "runs-folds.csv"])
        {
            var both = Rows("both", table);
            Assert.Equal(Rows("first", table), both.Where(row => row.EndsWith(",3", StringComparison.Ordinal)));
            Assert.Equal(Rows("second", table), both.Where(row => row.EndsWith(",4", StringComparison.Ordinal)));
            Assert.Equal(both.Length, Rows("first", table).Length + Rows("second", table).Length);
        }

        foreach (var ((both, first), second) in Networks("both").Zip(Networks("first")).Zip(Networks("second")))
        {
            double Number(JsonElement network, string name) => network.GetProperty(name).GetDouble();
            var (one, other) = (Number(first, "scoredMse"), Number(second, "scoredMse"));
            Assert.Equal((one + other) / 2, Number(both, "scoredMse"), 1e-9 * one);
            Assert.Equal((one - other) * (one - other) / 2, Number(both, "seedVariance"), 1e-9 * one * one);
            Assert.Equal(JsonValueKind.Null, first.GetProperty("seedVariance").ValueKind);
            Assert.Equal(Number(first, "validationSamples"), Number(both, "validationSamples"));
            Assert.Equal(Number(first, "validationSongs"), Number(both, "validationSongs"));
            Assert.Equal(
                (first.GetProperty("baselines").GetProperty("ridge").GetDouble()
                    + second.GetProperty("baselines").GetProperty("ridge").GetDouble()) / 2,
                both.GetProperty("baselines").GetProperty("ridge").GetDouble(), 1e-9 * one);
        }
    }

    [Fact]
    public async Task Padded_short_songs_are_scored_too_and_what_is_not_short_is_cut_as_ever()
    {
        await _input.SucceedAsync("drop", Small);
        await _input.SucceedAsync("pad", [.. Small, "--short-songs", "pad"]);

        foreach (var (drop, pad) in Networks("drop").Zip(Networks("pad")))
        {
            var (_, first, end) = RunInput.Listeners[pad.GetProperty("user").GetInt32() - 1];
            int[] songs = [.. Enumerable.Range(first, Math.Min(end, RunInput.SongsWithAudio) - first)];
            var tooShort = songs.Count(song => RunInput.Clips(song) < 5);
            Assert.Equal((songs.Length - tooShort, tooShort, 0), Counts(drop));
            Assert.Equal((songs.Length, 0, tooShort), Counts(pad));
        }

        var samples = PlainFiles.Csv(_input.In("pad"), "predictions.csv").Rows;
        Assert.All(samples, row => Assert.Equal("1", row[5])); // of 3 to 7 clips
        Assert.Equal("pad", PlainFiles.Json(_input.In("pad"), "config.json").GetProperty("shortSongs").GetString());
        Assert.All(Directory.GetFiles(_input.In("pad", "models"), "*.json", SearchOption.AllDirectories),
            card => Assert.Equal("pad", PlainFiles.Json(card).GetProperty("training").GetProperty("shortSongs").GetString()));

        static (int Songs, int TooShort, int Padded) Counts(JsonElement network) => (network.GetProperty("validationSongs").GetInt32(),
            network.GetProperty("tooShortSongs").GetInt32(), network.GetProperty("paddedSongs").GetInt32());
    }

    /// <summary>Song 4's audio once more as song 11: ann and cem heard both.</summary>
    [Theory]
    [InlineData("together", 0)]
    [InlineData("apart", 2)]
    public async Task A_song_under_two_ids_is_found_and_kept_in_one_fold_unless_told_otherwise(string duplicates, int leaked)
    {
        File.Copy(_input.AudioPath(4), _input.AudioPath(11), overwrite: true);

        await _input.SucceedAsync("out", "--layers", "1", "--steps", "1", "--epochs", "2", "--duplicates", duplicates);

        var pair = Assert.Single(PlainFiles.Json(_input.In("out"), "results.json").GetProperty("oneSound").EnumerateArray());
        Assert.Equal((RunInput.SongId(4), RunInput.SongId(11), true, 1), (
            pair.GetProperty("songId").GetString(), pair.GetProperty("otherSongId").GetString(), pair.GetProperty("exact").GetBoolean(),
            pair.GetProperty("likeness").GetDouble()));
        Assert.Equal([leaked, 0, leaked], Networks("out").Select(network => network.GetProperty("leakedSongs").GetInt32()));
        var folds = PlainFiles.Csv(_input.In("out"), "predictions.csv").Rows.Where(row => row[0] == "1")
            .ToDictionary(row => row[3], row => row[4]);
        Assert.Equal(duplicates == "together", folds[RunInput.SongId(4)] == folds[RunInput.SongId(11)]);
        var report = await File.ReadAllTextAsync(_input.In("out/report.html"), TestContext.Current.CancellationToken);
        Assert.Contains("1 pair of songs is one sound", report, StringComparison.Ordinal);
        Assert.Equal(leaked > 0, report.Contains("LEAK", StringComparison.Ordinal));
    }

    private string[] Rows(string folder, string table) =>
        [.. PlainFiles.Csv(_input.In(folder), table).Rows.Select(row => string.Join(',', row))];

    private JsonElement[] Networks(string folder) =>
        [.. PlainFiles.Json(_input.In(folder), "results.json").GetProperty("networks").EnumerateArray()];
}
