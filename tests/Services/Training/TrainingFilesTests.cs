using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using PlayCount.Experiments.Reporting;
using PlayCount.Learning.Formats;
using PlayCount.Learning.Models;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Sweeps;
using PlayCount.Learning.Training;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;
using PlayCount.Training.Loading;

namespace PlayCount.Services.Tests.Training;

/// <summary>Models, cards and tables that a sweep leaves.</summary>
public sealed class TrainingFilesTests : IDisposable
{
    private readonly SweepFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_card_tells_all_that_is_needed_to_use_the_weights()
    {
        var user = _folder.User(1, 7);
        var outcome = _folder.Run(SweepFolder.Options() with { Scaling = TargetScaling.Standard }, user)[0];

        var card = Card(1, "1x2");

        var weights = File.ReadAllBytes(_folder[Path.Combine("models", "user_1", "1x2.safetensors")]);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(weights)), card.WeightsSha256);
        Assert.Equal(("playcount-model/1", 1, "user-1", 2), (card.Format, card.User, card.UserId, card.Steps));
        Assert.Equal(FittedScaling.Fit(TargetScaling.Standard, [.. user.Songs.Select(song => (double)song.Plays)]), card.TargetScaling);
        var data = SweepFolder.Data(user, Library(user));
        var inputs = InputScaling.Fit(data.Clips, Enumerable.Range(0, 7));
        Assert.Equal(inputs.Mean, card.InputScaling!.Mean);
        Assert.Equal(inputs.Deviation, card.InputScaling.Deviation);
        Assert.Equal(new TrainedOn(7, 1 + 2 + 2 + 3 + 1 + 2 + 2, data.Fingerprint), card.TrainedOn); // of 3, 4, 5, 6, 3, 4, 5 clips
        Assert.Equal(outcome.Result, card.Scores);
        using var stream = new MemoryStream(weights);
        Assert.Equal(card.Network.ParameterCount, NetworkTensors.Join(card.Network, Safetensors.Read(stream, out _)).Length);
    }

    [Fact]
    public void The_kept_model_is_what_training_on_all_songs_gives()
    {
        var user = _folder.User(1, 7);
        _folder.Run(SweepFolder.Options(), user);
        var data = SweepFolder.Data(user, Library(user));
        var card = Card(1, "1x2");
        var samples = SampleBuilder.Build(data.ClipsPerSong, 2);
        var labelled = new LabelledSamples(samples, [.. samples.Select(sample => card.TargetScaling.Scale(user.Songs[sample.Song].Plays))]);
        var spec = new TrainingSpec(3, 4, OptimizerSpec.Default(OptimizerKind.RmsProp), new Loss(LossKind.Mse));
        const int Network = 0x4E455457, AllSongs = -1;

        var trainer = new Trainer<float>(
            new Network<float>(card.Network), 2, spec, data.Clips.Standardized(card.InputScaling!), labelled,
            new LabelledSamples([], []), PlayCount.Learning.Rng.For(1, Network, 1, 1, 2, AllSongs));
        Assert.Equal(3, trainer.Run().Count());

        using var stream = File.OpenRead(_folder[Path.Combine("models", "user_1", "1x2.safetensors")]);
        Assert.Equal(trainer.Network.Weights.ToArray(), NetworkTensors.Join(card.Network, Safetensors.Read(stream, out _)));
    }

    /// <summary>Under split <c>paper-code</c> the kept network is the scored one: it gives the held-out estimates again.</summary>
    [Fact]
    public void The_kept_model_read_back_gives_the_bits_of_the_held_out_estimates()
    {
        var user = _folder.User(1, 40);
        var options = SweepFolder.Options() with { Split = SplitKind.PaperCode, Steps = [1] };
        var outcome = Assert.Single(_folder.Run(options, user));
        using var weights = _folder.Blobs.OpenRead("models/user_1/1x1.safetensors");
        var model = ListenerModel.Load(_folder.Blobs.ReadAllBytes("models/user_1/1x1.json"), weights);
        var library = Library(user);
        var whole = outcome.Estimates.Where(e => e.Samples == SweepFolder.Data(user, library).ClipsPerSong[e.Song]).ToArray();

        Assert.True(whole.Length > 1, $"{whole.Length} songs were held out with all their samples");
        Assert.All(whole, expected =>
        {
            var estimate = model.Estimate(library.Clips[library.IndexOf(user.Songs[expected.Song].Song)])!.Value;
            Assert.Equal(BitConverter.DoubleToInt64Bits(expected.EstimateScaled), BitConverter.DoubleToInt64Bits(estimate.Scaled));
            Assert.Equal(Math.Max(expected.EstimatePlays, 0), estimate.Plays);
        });
    }

    [Fact]
    public void Keeps_the_best_network_of_each_listener_or_all()
    {
        var options = SweepFolder.Options() with { Steps = [1, 2, 3] };
        UserSongs[] users = [_folder.User(1, 6), _folder.User(2, 6, firstSong: 3)];

        var all = _folder.RunAnew(_folder.Request(options with { Keep = KeptModels.All }, users));
        var kept = _folder.Files("models");
        _folder.RunAnew(_folder.Request(options, users));
        var best = _folder.Files("models");

        Assert.Equal(12, kept.Count);
        var expected = all.GroupBy(outcome => outcome.Result.User).Select(user => user.MaxBy(outcome => outcome.Result.R2)!.Result)
            .Select(result => Path.Combine(
                "models",
                FormattableString.Invariant($"user_{result.User}"),
                FormattableString.Invariant($"1x{result.Steps}.safetensors"))).ToArray();
        Assert.Equal(expected.Order(), best.Keys.Where(name => name.EndsWith(".safetensors", StringComparison.Ordinal)).Order());
        Assert.All(expected, name => Assert.Equal(kept[name], best[name]));
    }

    [Fact]
    public void The_fingerprint_changes_with_plays_features_and_songs()
    {
        var user = _folder.User(1, 3);
        var fingerprint = SweepFolder.Data(user, Library(user)).Fingerprint;
        var plays = user with { Songs = [user.Songs[0] with { Plays = 41 }, .. user.Songs.Skip(1)] };
        var fewer = user with { Songs = [.. user.Songs.Skip(1)] };

        Assert.NotEqual(fingerprint, SweepFolder.Data(plays, Library(user)).Fingerprint);
        Assert.NotEqual(fingerprint, SweepFolder.Data(fewer, Library(user)).Fingerprint);
        Assert.Equal(fingerprint, SweepFolder.Data(user, Library(user)).Fingerprint);
        _folder.Write(1, clips: 4, seed: 9);
        Assert.NotEqual(fingerprint, SweepFolder.Data(user, Library(user)).Fingerprint);
    }

    [Fact]
    public void The_pool_is_the_mean_over_the_clips_asked_for_even_after_a_song_without_clips()
    {
        _folder.Write(0, clips: 0, []);
        SweepFolder.Write(_folder.Features(SweepFolder.Song(0)), [], 0, 2);
        SweepFolder.Write(_folder.Pooled(SweepFolder.Song(0)), [], 0, 2);
        _folder.Write(1, clips: 3, [1, 2, 3, 5, 8, 13]);
        var user = new UserSongs(1, UserId.Parse("u"), [new SongPlays(SweepFolder.Song(0), 1), new SongPlays(SweepFolder.Song(1), 2)]);

        var data = SweepFolder.Data(user, Library(user));

        Assert.Equal([4f, 20f / 3], data.Pool(1, 0, 3));
        Assert.Equal([5.5f, 9], data.Pool(1, 1, 2));
    }

    public static TheoryData<float[], int, int, string> BadFeatures() => new()
    {
        { [1, 2, 3], 1, 3, "1 clip of 3 numbers; 1 of 4 are right" },
        { [1, float.NaN, 3, 4], 1, 4, "number 1 of clip 0 is not finite" },
        { [1, 2, 3, 4, 5, 6, 7, float.PositiveInfinity], 2, 4, "number 3 of clip 1 is not finite" },
    };

    [Theory]
    [MemberData(nameof(BadFeatures))]
    public void Bad_features_are_named(float[] values, int rows, int columns, string said)
    {
        var user = _folder.User(1, 3);
        _folder.Write(2, rows, values);
        Assert.Equal(columns, values.Length / rows);

        var refusal = Assert.Throws<InvalidDataException>(() => _folder.Run(SweepFolder.Options(), user));

        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
        Assert.StartsWith("'features/made-up/SO002.npy'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_baseline_features_are_named()
    {
        var user = _folder.User(1, 3);
        SweepFolder.Write(_folder.Pooled(SweepFolder.Song(1)), [1, 2, 3, 4], 1, 4);

        var refusal = Assert.Throws<InvalidDataException>(() => _folder.Run(SweepFolder.Options(), user));

        Assert.StartsWith(
            "'features/log-mel/SO001.npy' has 1 clip of 4 numbers; 4 of 4 are right", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Clips_of_no_numbers_are_refused()
    {
        var user = _folder.User(1, 3);
        SweepFolder.Write(_folder.Features(SweepFolder.Song(0)), [], 3, 0);

        Assert.Throws<InvalidDataException>(() => _folder.Run(SweepFolder.Options(), user));
    }

    [Fact]
    public void Tables_have_the_stated_columns_and_invariant_numbers()
    {
        var user = _folder.User(1, 5);
        var bad = SweepFolder.Options() with { Optimizer = OptimizerSpec.Default(OptimizerKind.Sgd, learningRate: 1e30) };
        var infinite = _folder.Run(bad, user)[0];
        var good = _folder.RunAnew(_folder.Request(SweepFolder.Options() with { Steps = [1] }, user))[0];
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("")
            {
                NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~", NaNSymbol = "nix" },
            };
            ResultFiles.Write(_folder.Blobs, [user], SweepFolder.Options(), [good, infinite], new JsonObject { ["seed"] = 1 },
                [new SkippedSong(SweepFolder.Song(9), "no audio")], [],
                [new SongsOfOneSound(SweepFolder.Song(1), SweepFolder.Song(4), IsExact: false, Likeness: 0.875)]);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        var runs = Lines("runs.csv");
        Assert.Equal("user,layers,steps,epoch,train_mse,validation_mse", runs[0]);
        Assert.Equal(good.MeanCurve().Select(p => FormattableString.Invariant($"1,1,1,{p.Epoch},{p.TrainMse:R},{p.ValidationMse:R}")),
            runs[1..4]);
        Assert.Contains(runs, row => row.EndsWith(",NaN", StringComparison.Ordinal));
        Assert.Equal("user,layers,steps,fold,epoch,train_mse,validation_mse,seed", Lines("runs-folds.csv")[0]);
        Assert.Equal(1 + good.Folds.Concat(infinite.Folds).Sum(fold => fold.Curve.Count), Lines("runs-folds.csv").Length);
        var predictions = Lines("predictions.csv");
        Assert.Equal("user,layers,steps,song_id,fold,samples,plays,scaled,estimate_scaled,estimate_plays,seed", predictions[0]);
        var rows = good.Estimates.Select(e => FormattableString.Invariant(
            $"1,1,1,{user.Songs[e.Song].Song},{e.Fold},{e.Samples},{e.Plays},{e.Scaled:R},{e.EstimateScaled:R},{e.EstimatePlays:R},1"));
        Assert.Equal(rows, predictions[1..]);
        var scaling = FittedScaling.Fit(TargetScaling.Robust, [.. user.Songs.Select(song => (double)song.Plays)]);
        Assert.Equal(user.Songs.Select(song => FormattableString.Invariant(
            $"user-1,{song.Song},{song.Plays},{scaling.Scale(song.Plays):R}")), Lines(Path.Combine("users", "user_1_scaled.csv")));
    }

    [Fact]
    public void Results_name_statuses_and_leave_unknown_scores_null()
    {
        var user = _folder.User(1, 5);
        var infinite = _folder.Run(
            SweepFolder.Options() with { Optimizer = OptimizerSpec.Default(OptimizerKind.Sgd, learningRate: 1e30) }, user);

        ResultFiles.Write(
            _folder.Blobs, [user], SweepFolder.Options(), infinite, [], [new SkippedSong(SweepFolder.Song(9), "no audio")], [],
            [new SongsOfOneSound(SweepFolder.Song(1), SweepFolder.Song(4), IsExact: false, Likeness: 0.875)]);

        var results = JsonNode.Parse(File.ReadAllText(_folder["results.json"]))!;
        Assert.Equal("nonFinite", (string?)results["networks"]![0]!["status"]);
        Assert.Null(results["networks"]![0]!["scoredMse"]);
        Assert.Equal("SO009", (string?)results["skippedSongs"]![0]!["songId"]);
        Assert.Equal(
            """{"songId":"SO001","otherSongId":"SO004","exact":false,"likeness":0.875}""", results["oneSound"]![0]!.ToJsonString());
        Assert.Equal((byte)'\n', File.ReadAllBytes(_folder["results.json"])[^1]);
    }

    private SongLibrary Library(UserSongs user) =>
        SongLibrary.Load(_folder.Blobs, user.Songs.Select(song => song.Song), SweepFolder.FrontEnd, CancellationToken.None);

    private ModelCard Card(int user, string network) => JsonSerializer.Deserialize<ModelCard>(
        File.ReadAllText(_folder[Path.Combine("models", FormattableString.Invariant($"user_{user}"),
            network + ".json")]), StoredJson.State)!;

    /// <summary>Rows of a table, which must end with a line feed and have no carriage return.</summary>
    private string[] Lines(string file)
    {
        var text = File.ReadAllText(_folder[file]);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
        return text[..^1].Split('\n');
    }
}
