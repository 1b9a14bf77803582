using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PlayCount.EndToEnd.Tests;

/// <summary>What a run leaves in its folder, read by code that knows the formats and nothing of the product.</summary>
public sealed partial class RunFilesTests(FinishedRun run) : IClassFixture<FinishedRun>
{
    private const int Epochs = 3;
    private const int LogMelValues = 1024;
    private const int Units = 6;
    private const double ShortestRoundTrip = 1e-12; // means of up to 14 doubles, summed in another order

    private static readonly (int Layers, int Steps)[] Networks = [(1, 1), (1, 3), (2, 1), (2, 3)];

    private string Folder => run.Folder;

    [Fact]
    public void The_folder_holds_these_files_and_no_others()
    {
        string[] models = [.. Directory.GetFiles(Path.Combine(Folder, "models"), "*", SearchOption.AllDirectories).Select(
            path => Path.GetRelativePath(Folder, path))];
        var audible = Enumerable.Range(0, RunInput.SongsWithAudio).Select(RunInput.SongId);
        string[] expected =
        [
            "catalogs.csv", "claims.csv", "claims.json", "config.json", "coverage.csv", "coverage.json", "evaluation.json",
            "exposure-gini.csv", "exposure.csv", "heard.csv", "mapping.csv", "mapping.json", "metrics.csv", "networks.csv",
            "predictions.csv", "report.html", "results.json", "runs-folds.csv", "runs.csv", "selection.json", "use.json", .. models,
            .. audible.SelectMany(song => (string[])[$"clips/{song}.npy", $"clips/{song}.json", $"features/log-mel/{song}.npy"]),
            .. Enumerable.Range(1, 3).SelectMany(rank => (string[])[$"users/user_{rank}.csv", $"users/user_{rank}_scaled.csv"]),
        ];

        Assert.Equal(expected.Order(StringComparer.Ordinal), RunFolderBytes.Names(Folder));
        Assert.True(File.Exists(Path.Combine(Folder, "run-info.json")));
        Assert.Equal("", run.Console.Output);
    }

    [Fact]
    public void Text_is_UTF8_without_byte_order_mark_with_LF_and_a_final_newline_and_tells_no_place_or_time()
    {
        var texts = RunFolderBytes.Names(Folder).Where(name => Path.GetExtension(name) is ".csv" or ".json" or ".html").ToArray();

        Assert.NotEmpty(texts);
        Assert.All(texts, name =>
        {
            var bytes = File.ReadAllBytes(Path.Combine(Folder, name));
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
            Assert.DoesNotContain('\r', text);
            Assert.DoesNotContain('\uFEFF', text);
            Assert.EndsWith("\n", text, StringComparison.Ordinal);
            Assert.DoesNotContain(run.Input.In(""), text, StringComparison.Ordinal);
            Assert.DoesNotContain(Path.GetTempPath(), text, StringComparison.Ordinal);
            Assert.DoesNotContain(Environment.MachineName, text, StringComparison.Ordinal);
            Assert.DoesNotMatch(TimeOfDay(), text);
        });
    }

    [Fact]
    public void Selection_json_counts_the_generated_triplets()
    {
        var selection = PlainFiles.Json(Folder, "selection.json");

        Assert.Equal(["records", "usersInFile", "songsInFile", "droppedOverMaxPlays", "droppedMismatches", "users", "songs", "sharedSongs"],
            Keys(selection));
        string[] counts = ["records", "usersInFile", "songsInFile", "droppedOverMaxPlays", "droppedMismatches", "songs", "sharedSongs"];
        Assert.Equal([39, 4, 16, 1, 0, 15, 14], counts
            .Select(key => selection.GetProperty(key).GetInt32()));
        for (var rank = 1; rank <= 3; rank++)
        {
            var (user, first, end) = RunInput.Listeners[rank - 1];
            var alone = rank == 1 ? (Records: 1, Plays: 9) : default;
            var plays = Enumerable.Range(first, end - first).Sum(song => RunInput.Plays(rank - 1, song)) + alone.Plays;
            Assert.Equal(
                $$"""{"rank":{{rank}},"userId":"{{user}}","totalPlays":{{plays}}"""
                    + $$""","records":{{end - first + alone.Records}},"sharedSongs":{{end - first}}}""",
                JsonSerializer.Serialize(selection.GetProperty("users")[rank - 1]));
        }
    }

    [Fact]
    public void User_files_hold_the_plays_by_song_id_and_their_scaled_values()
    {
        for (var rank = 1; rank <= 3; rank++)
        {
            var (user, first, end) = RunInput.Listeners[rank - 1];
            var rows = Enumerable.Range(first, end - first)
                .Select(song => $"{user},{RunInput.SongId(song)},{RunInput.Plays(rank - 1, song)}").ToArray();
            var scaled = File.ReadAllLines(Path.Combine(Folder, "users", $"user_{rank}_scaled.csv")).Select(line => line.Split(','))
                .ToArray();
            var audible = rows.Where(row => !row.Contains(RunInput.SongId(13), StringComparison.Ordinal)).ToArray();

            Assert.Equal(rows, File.ReadAllLines(Path.Combine(Folder, "users", $"user_{rank}.csv")));
            Assert.Equal(audible, scaled.Select(row => string.Join(',', row[..3])));
            var (median, range) = MedianAndRange([.. scaled.Select(row => PlainFiles.Double(row[2]))]);
            Assert.All(scaled,
                row => Assert.Equal((PlainFiles.Double(row[2]) - median) / range, PlainFiles.Double(row[3]), ShortestRoundTrip));
        }
    }

    [Fact]
    public void Mapping_files_tell_every_shared_song()
    {
        var rows = Enumerable.Range(0, RunInput.Songs).Select(song => song switch
        {
            < RunInput.MappedSongs => $"{RunInput.SongId(song)},{RunInput.SpotifyId(song)},Artist {song},\"Title, \"\"{song}\"\"\"",
            RunInput.MappedSongs + 1 => $"{RunInput.SongId(song)},,Artist {song},\"Title, \"\"{song}\"\"\"",
            _ => $"{RunInput.SongId(song)},,,",
        });

        Assert.Equal(["song_id,spotify_id,artist,title", .. rows], File.ReadAllLines(Path.Combine(Folder, "mapping.csv")));
        Assert.Equal(
            """{"songs":14,"mapped":8,"empty":5,"noSpotifyTrack":1,"unreadable":0}""",
            JsonSerializer.Serialize(PlainFiles.Json(Folder, "mapping.json")));
    }

    [Fact]
    public void Clips_are_the_songs_samples_padded_with_silence_and_features_have_a_row_a_clip()
    {
        for (var song = 0; song < RunInput.SongsWithAudio; song++)
        {
            var (shape, values) = PlainFiles.Npy(Path.Combine(Folder, "clips", $"{RunInput.SongId(song)}.npy"));
            var samples = RunInput.Wav(song).AsSpan(44);

            Assert.Equal([RunInput.Clips(song), RunInput.ClipSamples], shape);
            for (var i = 0; i < values.Length; i++)
                Assert.Equal(2 * i < samples.Length ? BitConverter.ToInt16(samples[(2 * i)..]) / 32768f : 0f, values[i]);
            Assert.Equal([RunInput.Clips(song), LogMelValues],
                PlainFiles.Npy(Path.Combine(Folder, "features", "log-mel", $"{RunInput.SongId(song)}.npy")).Shape);
        }
    }

    [Fact]
    public void Runs_csv_has_every_epoch_of_every_network_and_is_the_mean_of_its_folds()
    {
        var (header, rows) = PlainFiles.Csv(Folder, "runs.csv");
        var (foldHeader, foldRows) = PlainFiles.Csv(Folder, "runs-folds.csv");

        Assert.Equal("user,layers,steps,epoch,train_mse,validation_mse", header);
        Assert.Equal("user,layers,steps,fold,epoch,train_mse,validation_mse,seed", foldHeader);
        Assert.Equal(
            from rank in Enumerable.Range(1, 3)
            from network in Networks
            from epoch in Enumerable.Range(1, Epochs)
            select $"{rank},{network.Layers},{network.Steps},{epoch}",
            rows.Select(row => string.Join(',', row[..4])));
        var folds = foldRows.ToLookup(row => string.Join(',', row[0], row[1], row[2], row[4]));
        Assert.All(rows, row =>
        {
            var own = folds[string.Join(',', row[..4])].ToArray();
            Assert.Equal(SongsOf(PlainFiles.Number(row[0])).Length, own.Length); // under 20 songs each song is a fold
            Assert.Equal(own.Average(fold => PlainFiles.Double(fold[5])), PlainFiles.Double(row[4]), ShortestRoundTrip);
            Assert.Equal(own.Average(fold => PlainFiles.Double(fold[6])), PlainFiles.Double(row[5]), ShortestRoundTrip);
        });
    }

    [Fact]
    public void Predictions_csv_has_each_validated_song_of_each_network_once()
    {
        var (header, rows) = PlainFiles.Csv(Folder, "predictions.csv");

        Assert.Equal("user,layers,steps,song_id,fold,samples,plays,scaled,estimate_scaled,estimate_plays,seed", header);
        var expected = from rank in Enumerable.Range(1, 3)
                       from network in Networks
                       from song in SongsOf(rank)
                       let samples = RunInput.Clips(song) / network.Steps
                       select $"{rank},{network.Layers},{network.Steps},{RunInput.SongId(song)},{samples},{RunInput.Plays(rank - 1, song)}";
        Assert.Equal(expected.Order(StringComparer.Ordinal),
            rows.Select(row => string.Join(',', [.. row[..4], row[5], row[6]])).Order(StringComparer.Ordinal));
        Assert.All(rows.GroupBy(row => string.Join(',', row[..3])),
            network => Assert.Equal(network.Count(), network.Select(row => row[4]).Distinct().Count()));
        Assert.All(rows, row => Assert.True(double.IsFinite(PlainFiles.Double(row[8])) && double.IsFinite(PlainFiles.Double(row[9]))));
    }

    [Fact]
    public void Metrics_csv_has_each_networks_errors_by_song_and_evaluation_json_a_verdict_on_each_listener()
    {
        const double Rounding = 1e-9; // of sums in another order
        var (header, rows) = PlainFiles.Csv(Folder, "metrics.csv");
        var evaluation = PlainFiles.Json(Folder, "evaluation.json");

        Assert.Equal("user,layers,steps,on,metric,unit,value,low,high,songs,samples", header);
        Assert.Equal(2 * 3 * Networks.Length * 12, rows.Length);
        foreach (var network in PlainFiles.Csv(Folder, "predictions.csv").Rows.GroupBy(row => string.Join(',', row[..3])))
        {
            double[] errors = [.. network.Select(row => PlainFiles.Double(row[9]) - PlainFiles.Double(row[6]))];
            var mae = Assert.Single(rows, row => string.Join(',', row[..6]) == $"{network.Key},ownSongs,mae,plays");
            Assert.Equal(errors.Average(Math.Abs), PlainFiles.Double(mae[6]), Rounding);
            Assert.InRange(PlainFiles.Double(mae[6]), PlainFiles.Double(mae[7]), PlainFiles.Double(mae[8]));
            Assert.Equal([$"{network.Count()}", $"{network.Sum(row => PlainFiles.Number(row[5]))}"], mae[9..]);
        }

        // Under 20 songs each is a fold of its own: nothing can be tested.
        Assert.Equal(
            Enumerable.Repeat("tooFewSongs", 3),
            evaluation.GetProperty("listeners").EnumerateArray().Select(listener => listener.GetProperty("verdict").GetString()));
    }

    [Fact]
    public void Networks_csv_has_the_numbers_of_results_json()
    {
        var (header, rows) = PlainFiles.Csv(Folder, "networks.csv");
        var networks = PlainFiles.Json(Folder, "results.json").GetProperty("networks").EnumerateArray().ToArray();

        var columns = header.Split(',');
        Assert.StartsWith("user,layers,steps,status,", header, StringComparison.Ordinal);
        Assert.Equal(networks.Length, rows.Length);
        Assert.All(rows.Zip(networks), pair =>
        {
            Assert.Equal(columns.Length, pair.First.Length);
            Assert.Equal(pair.Second.GetProperty("status").GetString(), pair.First[3]);
            Assert.Equal(pair.Second.GetProperty("scoredMse").GetDouble(), PlainFiles.Double(pair.First[7]));
            Assert.Equal(
                pair.Second.GetProperty("againstBaselines").GetProperty("trees").GetProperty("high").GetDouble(),
                PlainFiles.Double(pair.First[Array.IndexOf(columns, "against_trees_high")]));
            Assert.Equal(
                pair.Second.GetProperty("baselines").GetProperty("trees").GetDouble(),
                PlainFiles.Double(pair.First[Array.IndexOf(columns, "trees")]));
        });
    }

    [Fact]
    public void Heard_csv_and_exposure_csv_are_of_each_listeners_chosen_network()
    {
        var (heardHeader, heard) = PlainFiles.Csv(Folder, "heard.csv");
        var (shareHeader, shares) = PlainFiles.Csv(Folder, "exposure.csv");
        var (giniHeader, gini) = PlainFiles.Csv(Folder, "exposure-gini.csv");
        var chosen = PlainFiles.Json(Folder, "evaluation.json").GetProperty("listeners").EnumerateArray().Select(listener =>
            string.Join(',', listener.GetProperty("user"), listener.GetProperty("layers"), listener.GetProperty("steps"))).ToArray();

        Assert.Equal("user,layers,steps,samples,seconds,songs,mse,constant_mse", heardHeader);
        Assert.Equal("user,layers,steps,top,songs,places,by_estimate,by_popularity,by_plays,by_chance", shareHeader);
        Assert.Equal("top,listeners,songs,by_estimate,by_popularity", giniHeader);
        Assert.Equal(chosen, heard.Select(row => string.Join(',', row[..3])).Distinct());
        Assert.Equal(chosen.SelectMany(key => (string[])[$"{key},10", $"{key},10%"]), shares.Select(row => string.Join(',', row[..4])));
        Assert.Equal(["10,3", "10%,3"], gini.Select(row => string.Join(',', row[..2])));
        Assert.All(heard, row => Assert.Equal(
            PlainFiles.Number(row[3]) * PlainFiles.Number(row[2]) * RunInput.ClipSamples / 22_050.0, PlainFiles.Double(row[4]), 1e-9));
    }

    [Fact]
    public void Results_json_has_these_keys_and_agrees_with_the_tables()
    {
        var results = PlainFiles.Json(Folder, "results.json");
        var networks = results.GetProperty("networks").EnumerateArray().ToArray();
        var curves = PlainFiles.Csv(Folder, "runs.csv").Rows;

        Assert.Superset(
            new HashSet<string> { "config", "instructionSet", "skippedSongs", "oneSound", "networks" }, Keys(results).ToHashSet());
        Assert.Empty(results.GetProperty("oneSound").EnumerateArray()); // tones that only noise moves are not alike
        var skipped = Assert.Single(results.GetProperty("skippedSongs").EnumerateArray());
        Assert.Equal(["songId", "reason"], Keys(skipped));
        Assert.Equal(RunInput.SongId(13), skipped.GetProperty("songId").GetString());
        Assert.Equal(3 * Networks.Length, networks.Length);
        Assert.All(networks, network =>
        {
            Assert.Superset(
                new HashSet<string>
                {
                    "user", "layers", "steps", "status", "trainSamples", "validationSamples", "validationSongs", "firstValidationMse",
                    "finalValidationMse", "bestValidationMse", "bestEpoch", "baselines", "paddedSongs",
                    "leakedSongs", "seedVariance",
                },
                Keys(network).ToHashSet());
            Assert.Equal(["mean", "median", "popularity", "knn", "ridge", "poisson", "trees"], Keys(network.GetProperty("baselines")));
            AssertAgrees(network,
                [.. curves.Where(row => string.Join(',', row[..3]) == Key(network)).Select(row => PlainFiles.Double(row[5]))]);
        });
    }

    [Fact]
    public void A_model_has_weights_of_these_names_and_shapes_and_a_card()
    {
        for (var rank = 1; rank <= 3; rank++)
        {
            var card = Assert.Single(Directory.GetFiles(Path.Combine(Folder, "models", $"user_{rank}"), "*.json")); // --keep best
            var weights = PlainFiles.Safetensors(Path.ChangeExtension(card, ".safetensors"));
            var layers = PlainFiles.Number(Path.GetFileName(card).Split('x')[0]);

            Assert.Equal(Shapes(layers), weights.ToDictionary(tensor => tensor.Key, tensor => string.Join('x', tensor.Value.Shape)));
            var keys = Keys(PlainFiles.Json(card));
            Assert.Superset(
                new HashSet<string> { "network", "frontEnd", "inputScaling", "targetScaling", "trainedOn", "training", "scores" },
                keys.ToHashSet());
            // refitted on all
            Assert.Equal(SongsOf(rank).Length, PlainFiles.Json(card).GetProperty("trainedOn").GetProperty("songs").GetInt32());
            Assert.Equal(LogMelValues, PlainFiles.Json(card).GetProperty("inputScaling").GetProperty("mean").GetArrayLength());
        }
    }

    [Fact]
    public void The_report_stands_alone()
    {
        var report = File.ReadAllText(Path.Combine(Folder, "report.html"));

        Assert.StartsWith("<!DOCTYPE html>", report, StringComparison.Ordinal);
        Assert.Contains("<svg", report, StringComparison.Ordinal);
        Assert.DoesNotMatch(OtherResource(), report);
        Assert.DoesNotContain("LEAKY", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_info_json_tells_when_and_where()
    {
        var info = PlainFiles.Json(Folder, "run-info.json");

        Assert.Equal(Environment.MachineName, info.GetProperty("machine").GetString());
        Assert.Equal(run.Input.Triplets, info.GetProperty("triplets").GetString());
        Assert.True(info.GetProperty("seconds").GetDouble() > 0);
    }

    private static void AssertAgrees(JsonElement network, double[] validation)
    {
        var songs = SongsOf(network.GetProperty("user").GetInt32());
        var steps = network.GetProperty("steps").GetInt32();
        Assert.Equal(songs.Length, network.GetProperty("validationSongs").GetInt32());
        Assert.Equal(songs.Sum(song => RunInput.Clips(song) / steps), network.GetProperty("validationSamples").GetInt32());
        Assert.Equal(validation[0], network.GetProperty("firstValidationMse").GetDouble(), ShortestRoundTrip);
        Assert.Equal(validation[^1], network.GetProperty("finalValidationMse").GetDouble(), ShortestRoundTrip);
        Assert.Equal(validation.Min(), network.GetProperty("bestValidationMse").GetDouble(), ShortestRoundTrip);
        Assert.Equal(Array.IndexOf(validation, validation.Min()) + 1, network.GetProperty("bestEpoch").GetInt32());
        Assert.Equal(validation[^1] < validation[0] ? "improved" : "worsened", network.GetProperty("status").GetString());
    }

    private static Dictionary<string, string> Shapes(int layers)
    {
        var shapes = new Dictionary<string, string> { ["dense.0.kernel"] = $"{Units}x1", ["dense.0.bias"] = "1" };
        for (var n = 0; n < layers; n++)
        {
            shapes[$"lstm.{n}.kernel"] = $"{(n == 0 ? LogMelValues : Units)}x{4 * Units}";
            shapes[$"lstm.{n}.recurrent_kernel"] = $"{Units}x{4 * Units}";
            shapes[$"lstm.{n}.bias"] = $"{4 * Units}";
        }

        return shapes;
    }

    private static int[] SongsOf(int rank)
    {
        var (_, first, end) = RunInput.Listeners[rank - 1];
        return [.. Enumerable.Range(first, end - first).Where(song => song < RunInput.SongsWithAudio)];
    }

    /// <summary>Quantiles by linear interpolation between order statistics, as NumPy's usual method.</summary>
    private static (double Median, double Range) MedianAndRange(double[] plays)
    {
        double[] sorted = [.. plays.Order()];
        return (Quantile(0.5), Quantile(0.75) - Quantile(0.25));

        double Quantile(double share)
        {
            var place = share * (sorted.Length - 1);
            var below = (int)place;
            var above = Math.Min(below + 1, sorted.Length - 1);
            return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
        }
    }

    private static string Key(JsonElement network) =>
        string.Join(',', new[] { "user", "layers", "steps" }.Select(key => network.GetProperty(key).GetInt32()));

    private static string[] Keys(JsonElement element) => [.. element.EnumerateObject().Select(property => property.Name)];

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT|\d\d:\d\d:\d\d")]
    private static partial Regex TimeOfDay();

    [GeneratedRegex("""(src|href)="(?!#)|url\(""")]
    private static partial Regex OtherResource();
}
