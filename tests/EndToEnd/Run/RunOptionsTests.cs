using System.Text.Json;

namespace PlayCount.EndToEnd.Tests;

/// <summary>What the options of <c>run</c> change in its results.</summary>
public sealed class RunOptionsTests : IDisposable
{
    private const double RoundOff = 1e-12; // one division or product in double

    private readonly RunInput _input = new();

    [Theory]
    [InlineData("paper-code", false)]
    [InlineData("paper-text", true)]
    [InlineData("sound", false)]
    public async Task A_leaky_split_is_marked_wherever_its_scores_show_and_no_other_is(string split, bool leaky)
    {
        var run = await _input.SucceedAsync("out", "--split", split);

        Assert.Equal(leaky, run.Error.Contains("LEAKY", StringComparison.Ordinal));
        Assert.Equal(leaky, File.ReadAllText(_input.In("out/report.html")).Contains("LEAKY", StringComparison.Ordinal));
        Assert.Equal(leaky, Results().GetProperty("leaky").GetBoolean());
        Assert.All(Cards(), card => Assert.Equal(leaky, PlainFiles.Json(card).GetProperty("leaky").GetBoolean()));
    }

    [Theory]
    [InlineData("paper-code")]
    [InlineData("paper-text")]
    public async Task The_papers_splits_validate_a_tenth_of_the_samples_in_one_fold(string split)
    {
        await _input.SucceedAsync("out", "--split", split);

        Assert.All(Networks(), network =>
        {
            var (_, first, end) = RunInput.Listeners[network.GetProperty("user").GetInt32() - 1];
            var samples = Enumerable.Range(first, Math.Min(end, RunInput.SongsWithAudio) - first)
                .Sum(song => RunInput.Clips(song) / network.GetProperty("steps").GetInt32());
            Assert.Equal(samples * 9 / 10, network.GetProperty("trainSamples").GetInt32());
            Assert.Equal(samples - (samples * 9 / 10), network.GetProperty("validationSamples").GetInt32());
        });
        Assert.All(PlainFiles.Csv(_input.In("out"), "predictions.csv").Rows, row => Assert.Equal("0", row[4]));
    }

    [Theory]
    [InlineData("raw", RunInput.ClipSamples, false)]
    [InlineData("log-mel", 1024, true)] // mean and deviation of 128 bands in 4 spans
    [InlineData("mfcc", 160, true)] // mean and deviation of 20 coefficients in 4 spans
    [InlineData("log-mel-full", 9 * 128, true)] // 1 + floor(4096 / 512) frames of 128 bands
    public async Task Every_front_end_feeds_the_network_its_numbers(string frontEnd, int inputs, bool standardized)
    {
        await _input.SucceedAsync("out", "--front-end", frontEnd, "--layers", "1", "--steps", "3", "--epochs", "2");

        Assert.Equal(3, Cards().Length);
        Assert.All(Cards(), path =>
        {
            var card = PlainFiles.Json(path);
            Assert.Equal(frontEnd, card.GetProperty("frontEnd").GetProperty("name").GetString());
            Assert.Equal([inputs, 24], PlainFiles.Safetensors(Path.ChangeExtension(path, ".safetensors"))["lstm.0.kernel"].Shape);
            Assert.Equal(standardized ? JsonValueKind.Object : JsonValueKind.Null, card.GetProperty("inputScaling").ValueKind);
        });
        Assert.Equal(frontEnd != "raw", Directory.Exists(_input.In($"out/features/{frontEnd}")));
        // the baselines need it
        Assert.Equal(RunInput.SongsWithAudio, Directory.GetFiles(_input.In("out/features/log-mel"), "*.npy").Length);
    }

    [Theory]
    [InlineData("--loss", "log1p-mse")]
    [InlineData("--loss", "mae")]
    [InlineData("--loss", "huber")]
    [InlineData("--loss", "poisson")]
    [InlineData("--optimizer", "adam")]
    [InlineData("--optimizer", "sgd")]
    [InlineData("--dropout", "0.2")]
    [InlineData("--recurrent-dropout", "0.2")]
    [InlineData("--members", "2")]
    [InlineData("--encoder", "5")]
    [InlineData("--dense", "8,4")]
    [InlineData("--activation", "sigmoid")]
    [InlineData("--gate-activation", "sigmoid")]
    [InlineData("--scaling", "standard")]
    [InlineData("--seed", "2")]
    [InlineData("--batch-size", "4")]
    [InlineData("--learning-rate", "0.01")]
    public async Task Every_option_of_the_training_changes_the_estimates(string option, string value)
    {
        // 2 layers: dropout lies between them too
        string[] small = ["--layers", "2", "--steps", "3", "--split", "paper-code", "--epochs", "2"];
        await _input.SucceedAsync("usual", small);

        await _input.SucceedAsync("other", [.. small, option, value]);

        var (usual, other) = (Estimates("usual"), Estimates("other"));
        Assert.All(other, estimate => Assert.True(double.IsFinite(estimate)));
        if (option != "--seed") // another seed validates other songs
            Assert.Equal(usual.Length, other.Length);
        Assert.NotEqual(usual, other);
    }

    [Fact]
    public async Task Standard_scaling_is_the_z_score_of_the_songs_with_audio()
    {
        await _input.SucceedAsync("out", "--scaling", "standard", "--layers", "1", "--steps", "3", "--epochs", "1");

        for (var rank = 1; rank <= 3; rank++)
        {
            var rows = File.ReadAllLines(_input.In($"out/users/user_{rank}_scaled.csv")).Select(line => line.Split(',')).ToArray();
            var plays = rows.Select(row => PlainFiles.Double(row[2])).ToArray();
            var deviation = Math.Sqrt(plays.Average(count => Math.Pow(count - plays.Average(), 2)));
            Assert.All(rows,
                row => Assert.Equal((PlainFiles.Double(row[2]) - plays.Average()) / deviation, PlainFiles.Double(row[3]), RoundOff));
        }
    }

    [Fact]
    public async Task A_list_of_units_has_those_of_one_layer_each()
    {
        await _input.SucceedAsync("out", "--layers", "3", "--units", "6,4,2", "--dense", "3", "--steps", "3", "--epochs", "2");

        var weights = PlainFiles.Safetensors(_input.In("out/models/user_1/3x3.safetensors"));
        Assert.Equal([1024, 24], weights["lstm.0.kernel"].Shape);
        Assert.Equal([6, 16], weights["lstm.1.kernel"].Shape);
        Assert.Equal([4, 8], weights["lstm.2.kernel"].Shape);
        Assert.Equal([2, 3], weights["dense.0.kernel"].Shape);
    }

    [Fact]
    public async Task A_network_file_tells_the_layers()
    {
        await File.WriteAllTextAsync(
            _input.In("network.json"),
            """
            {"lstm": [{"units": 5, "activation": "relu", "gateActivation": "sigmoid"},
                      {"units": 3, "dropout": 0.1, "recurrentDropout": 0.2}],
             "dense": [{"units": 4, "activation": "tanh"}, {"units": 1}]}
            """,
            TestContext.Current.CancellationToken);

        await PlayCountRun.SucceedAsync(
            "run", "--triplets", _input.Triplets, "--audio", _input.Audio, "--mapping", _input.Mapping,
            "--out", _input.In("out"), "--top-users", "3",
            "--clip-samples", "4096", "--steps", "3", "--epochs", "2", "--network", _input.In("network.json"));

        var weights = PlainFiles.Safetensors(_input.In("out/models/user_1/2x3.safetensors"));
        Assert.Equal(
            ["dense.0.bias 4", "dense.0.kernel 3x4", "dense.1.bias 1", "dense.1.kernel 4x1", "lstm.0.bias 20", "lstm.0.kernel 1024x20",
             "lstm.0.recurrent_kernel 5x20", "lstm.1.bias 12", "lstm.1.kernel 5x12", "lstm.1.recurrent_kernel 3x12"],
            weights.Select(tensor => $"{tensor.Key} {string.Join('x', tensor.Value.Shape)}").Order(StringComparer.Ordinal));
        var lstm = PlainFiles.Json(_input.In("out/models/user_1/2x3.json")).GetProperty("network").GetProperty("lstm")[0];
        Assert.Equal(("relu", "sigmoid"), (lstm.GetProperty("activation").GetString(), lstm.GetProperty("gateActivation").GetString()));
    }

    [Theory]
    [InlineData("best", 1)]
    [InlineData("all", 4)]
    public async Task Keep_tells_which_networks_become_models(string keep, int models)
    {
        await _input.SucceedAsync("out", "--keep", keep);

        Assert.All(Enumerable.Range(1, 3), rank =>
        {
            Assert.Equal(models, Directory.GetFiles(_input.In($"out/models/user_{rank}"), "*.safetensors").Length);
            Assert.Equal(models, Directory.GetFiles(_input.In($"out/models/user_{rank}"), "*.json").Length);
        });
        Assert.Equal(3 * models, Networks().Count(network => network.GetProperty("hasModel").GetBoolean()));
        if (keep == "best")
            Assert.All(Cards(),
                card => Assert.Equal(BestOf(PlainFiles.Json(card).GetProperty("user").GetInt32()), Path.GetFileNameWithoutExtension(card)));
    }

    [Fact]
    public async Task Without_a_mapping_audio_is_found_by_song_id()
    {
        string[] command = _input.Command("out");

        await PlayCountRun.SucceedAsync(command);

        var named = Enumerable.Range(RunInput.MappedSongs, RunInput.SongsWithAudio - RunInput.MappedSongs).Select(RunInput.SongId);
        Assert.Equal(named,
            Directory.GetFiles(_input.In("out/clips"), "*.npy").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
        Assert.Equal(RunInput.Songs - named.Count(), Results().GetProperty("skippedSongs").GetArrayLength());
        Assert.Equal("none", Results().GetProperty("config").GetProperty("mapping").GetString());
    }

    [Fact]
    public async Task Songs_on_the_list_of_mismatches_are_left_out_and_counted()
    {
        await File.WriteAllTextAsync(
            _input.In("mismatches.txt"), $"ERROR: <{RunInput.SongId(4)} TRABCDE12903CDD8EE> A  -  B  !=  C  -  D\n",
            TestContext.Current.CancellationToken);

        await _input.SucceedAsync("out", "--mismatches", _input.In("mismatches.txt"), "--layers", "1", "--steps", "3", "--epochs", "1");

        var selection = PlainFiles.Json(_input.In("out"), "selection.json");
        Assert.Equal((3, 13), (selection.GetProperty("droppedMismatches").GetInt32(), selection.GetProperty("sharedSongs").GetInt32()));
        Assert.DoesNotContain(RunInput.SongId(4), File.ReadAllText(_input.In("out/predictions.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Songs_shorter_than_the_steps_are_counted()
    {
        await _input.SucceedAsync("out", "--steps", "1,5", "--layers", "1", "--epochs", "1");

        Assert.All(Networks(), network =>
        {
            var (_, first, end) = RunInput.Listeners[network.GetProperty("user").GetInt32() - 1];
            var songs = Enumerable.Range(first, Math.Min(end, RunInput.SongsWithAudio) - first).ToArray();
            var tooShort = songs.Count(song => RunInput.Clips(song) < network.GetProperty("steps").GetInt32());
            Assert.Equal(tooShort, network.GetProperty("tooShortSongs").GetInt32());
            Assert.Equal(songs.Length - tooShort, network.GetProperty("validationSongs").GetInt32());
        });
    }

    [Fact]
    public async Task Steps_longer_than_the_songs_are_too_short_and_leave_no_model()
    {
        await _input.SucceedAsync("out", "--steps", "3,100", "--keep", "all");

        Assert.Equal(6, Networks().Count(network => network.GetProperty("status").GetString() == "tooShort"));
        Assert.All(Networks(), network =>
            Assert.Equal(network.GetProperty("steps").GetInt32() == 100, network.GetProperty("status").GetString() == "tooShort"));
        Assert.All(Networks().Where(network => network.GetProperty("steps").GetInt32() == 100), network =>
        {
            Assert.Equal(0, network.GetProperty("trainSamples").GetInt32());
            Assert.Equal(0, network.GetProperty("validationSongs").GetInt32());
            Assert.Equal(JsonValueKind.Null, network.GetProperty("finalValidationMse").ValueKind);
        });
        Assert.DoesNotContain(PlainFiles.Csv(_input.In("out"), "runs.csv").Rows, row => row[2] == "100");
        Assert.Equal(6, Cards().Length);
    }

    [Theory]
    [InlineData("sgd", "1e30")]
    [InlineData("rmsprop", "1e38")]
    public async Task Losses_that_overflow_are_told_and_the_sweep_goes_on(string optimizer, string rate)
    {
        var run = await _input.SucceedAsync(
            "out", "--optimizer", optimizer, "--learning-rate", rate, "--activation", "linear", "--steps", "1,3,100");

        Assert.Equal(18, Networks().Length); // 3 listeners, 2 depths, 3 steps: all of them are told
        Assert.All(Networks(), network => Assert.Equal(
            network.GetProperty("steps").GetInt32() == 100 ? "tooShort" : "nonFinite", network.GetProperty("status").GetString()));
        Assert.Empty(Cards());
        Assert.Empty(PlainFiles.Csv(_input.In("out"), "predictions.csv").Rows);
        Assert.Contains("none could be scored", run.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(_input.In("out/report.html")));
    }

    [Fact]
    public async Task A_sample_can_be_run_as_it_is()
    {
        await PlayCountRun.SucceedAsync("sample", "--out", _input.In("sample"), "--songs", "24", "--users", "2");

        await PlayCountRun.SucceedAsync(
            "run", "--triplets", _input.In("sample/triplets.tsv"), "--audio", _input.In("sample/music"),
            "--mapping", _input.In("sample/mapping"), "--out", _input.In("out"), "--top-users", "2",
            "--layers", "1", "--steps", "6", "--epochs", "2", "--units", "4");

        Assert.Equal(2, Networks().Length);
        Assert.All(Networks(), network => Assert.Equal(24, network.GetProperty("validationSongs").GetInt32()));
        // 30 s of 22,050 Hz
        Assert.All(Directory.GetFiles(_input.In("out/clips"), "*.npy"), clips => Assert.Equal([6, 110_250], PlainFiles.Npy(clips).Shape));
        var folds = PlainFiles.Csv(_input.In("out"), "predictions.csv").Rows.Where(row => row[0] == "1").GroupBy(row => row[4])
            .Select(fold => fold.Count());
        Assert.Equal([4, 5, 5, 5, 5], folds.Order()); // 24 songs in 5 folds
    }

    public void Dispose() => _input.Dispose();

    private string BestOf(int user) => Networks().Where(network => network.GetProperty("user").GetInt32() == user)
        .OrderByDescending(network => network.GetProperty("r2").GetDouble())
        .Select(network => $"{network.GetProperty("layers")}x{network.GetProperty("steps")}").First();

    private JsonElement Results() => PlainFiles.Json(_input.In("out"), "results.json");

    private JsonElement[] Networks() => [.. Results().GetProperty("networks").EnumerateArray()];

    private string[] Cards() =>
        Directory.Exists(_input.In("out/models")) ? Directory.GetFiles(_input.In("out/models"), "*.json", SearchOption.AllDirectories) : [];

    private double[] Estimates(string folder) =>
        [.. PlainFiles.Csv(_input.In(folder), "predictions.csv").Rows.Select(row => PlainFiles.Double(row[9]))];
}
