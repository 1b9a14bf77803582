using System.Globalization;
using System.Text.Json;

namespace PlayCount.EndToEnd.Tests;

/// <summary>A run's networks, asked through the server, give what plain loops over their files give.</summary>
public sealed class ServedRunTests(ServedRun run) : IClassFixture<ServedRun>
{
    private const double Tolerance = 1e-5; // single precision over a few thousand products, as the model computes

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Estimates_each_listeners_songs_as_plain_loops_do()
    {
        foreach (var (user, first, end) in RunInput.Listeners)
        {
            for (var song = first; song < Math.Min(end, RunInput.SongsWithAudio); song++)
            {
                var answer = await run.AskAsync("predict", "--user", user, "--song", RunInput.SongId(song));

                AssertEstimate(answer, user, song);
            }
        }
    }

    [Fact]
    public async Task Estimates_audio_as_plain_loops_over_its_stored_clips_do()
    {
        for (var song = 0; song < RunInput.SongsWithAudio; song += 3)
        {
            var answer = await run.AskAsync("predict", "--user", "ann", "--audio", run.Input.AudioPath(song));

            AssertEstimate(answer, "ann", song);
        }
    }

    [Theory]
    [InlineData("1x1")]
    [InlineData("1x3")]
    [InlineData("2x1")]
    [InlineData("2x3")]
    public async Task Estimates_with_the_network_that_is_asked_for(string network)
    {
        var answer = await run.AskAsync("predict", "--user", "bob", "--song", RunInput.SongId(4), "--model", $"user_2/{network}");

        Assert.Equal($"user_2/{network}", answer.GetProperty("modelId").GetString());
        AssertEstimate(answer, "bob", song: 4);
    }

    [Fact]
    public async Task Ranks_by_estimate_and_puts_what_has_none_last()
    {
        int[] songs = [2, 5, 7, 11, 13]; // the last one has no audio

        var answer = await run.AskAsync("rank", "--user", "ann", "--songs", string.Join(',', songs.Select(RunInput.SongId)));

        var model = answer.GetProperty("modelId").GetString()!;
        var ranked = answer.GetProperty("songs").EnumerateArray().ToArray();
        var expected = songs[..^1].ToDictionary(RunInput.SongId, song => run.Expected(model, song));
        Assert.Equal([.. expected.OrderByDescending(song => song.Value).Select(song => song.Key), RunInput.SongId(13)],
            ranked.Select(song => song.GetProperty("songId").GetString()));
        Assert.All(ranked[..^1], song => Assert.Equal(
            expected[song.GetProperty("songId").GetString()!], song.GetProperty("scaled").GetDouble(), Tolerance));
        Assert.Equal(JsonValueKind.Null, ranked[^1].GetProperty("scaled").ValueKind);
        Assert.Contains("has no clips", ranked[^1].GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fuses_with_scores_from_a_file()
    {
        int[] songs = [2, 5, 7, 11];
        double[] scores = [1.5, -2, 0, 8];
        const double Weight = 0.3;
        await File.WriteAllTextAsync(run.Input.In("songs.txt"), string.Join('\n', songs.Select(RunInput.SongId)), Cancel);
        await File.WriteAllLinesAsync(run.Input.In("scores.csv"), songs.Zip(scores, (song, score) =>
            string.Create(CultureInfo.InvariantCulture, $"{RunInput.SongId(song)},{score}")).Reverse(), Cancel);

        var answer = await run.AskAsync("rank", "--user", "ann", "--songs", "@" + run.Input.In("songs.txt"),
            "--scores", run.Input.In("scores.csv"), "--weight", "0.3");

        var model = answer.GetProperty("modelId").GetString()!;
        var ofEstimates = Standardized([.. songs.Select(song => run.Expected(model, song))]);
        var ofScores = Standardized(scores);
        var fused = songs.Select((song, i) => (Id: RunInput.SongId(song), Fused: (Weight * ofEstimates[i]) + ((1 - Weight) * ofScores[i])))
            .OrderByDescending(song => song.Fused).ToArray();
        var ranked = answer.GetProperty("songs").EnumerateArray().ToArray();
        Assert.Equal(fused.Select(song => song.Id), ranked.Select(song => song.GetProperty("songId").GetString()));
        // The estimates of the four songs lie close together: standardizing multiplies their rounding.
        Assert.All(fused.Zip(ranked), pair =>
            Assert.Equal(pair.First.Fused, pair.Second.GetProperty("fused").GetDouble(), 100 * Tolerance));
    }

    private void AssertEstimate(JsonElement answer, string user, int song)
    {
        Assert.Equal(["userId", "plays", "scaled", "modelId", "clips"], answer.EnumerateObject().Select(entry => entry.Name));
        var model = answer.GetProperty("modelId").GetString()!;
        var scaled = answer.GetProperty("scaled").GetDouble();
        var card = PlainFiles.Json(run.Folder, "models", model + ".json");
        var (scaling, steps) = (card.GetProperty("targetScaling"), card.GetProperty("steps").GetInt32());
        Assert.Equal(user, answer.GetProperty("userId").GetString());
        Assert.Equal(user, card.GetProperty("userId").GetString());
        Assert.Equal(run.Expected(model, song), scaled, Tolerance);
        Assert.Equal(
            Math.Max((scaled * scaling.GetProperty("spread").GetDouble()) + scaling.GetProperty("centre").GetDouble(), 0),
            answer.GetProperty("plays").GetDouble(), Tolerance);
        Assert.Equal(RunInput.Clips(song) / steps * steps, answer.GetProperty("clips").GetInt32());
    }

    private static double[] Standardized(double[] numbers)
    {
        var mean = numbers.Average();
        var deviation = Math.Sqrt(numbers.Average(number => (number - mean) * (number - mean)));
        return Array.ConvertAll(numbers, number => (number - mean) / deviation);
    }
}
