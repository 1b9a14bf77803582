using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Sweeps;
using PlayCount.Learning.Training;
using PlayCount.Songs;

namespace PlayCount.Services.Tests.Training;

/// <summary>What a sweep gives, and on what it does and does not depend.</summary>
public sealed class SweepTests : IDisposable
{
    private readonly SweepFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(7, 7)]  // fewer than 20 songs: one song out at a time
    [InlineData(23, 5)]
    public void Sound_scores_every_song_once(int songs, int folds)
    {
        var user = _folder.User(1, songs);

        var outcome = Assert.Single(_folder.Run(SweepFolder.Options(), user));

        Assert.Equal(Enumerable.Range(0, songs), outcome.Estimates.Select(estimate => estimate.Song).Order());
        Assert.Equal(folds, outcome.Folds.Count);
        Assert.Equal(songs, outcome.Result.ValidationSongs);
        Assert.Equal(user.Songs.Sum(song => (3 + (user.Songs.ToList().IndexOf(song) % 4)) / 2), outcome.Result.ValidationSamples);
        Assert.All(outcome.Estimates, estimate => Assert.Equal(user.Songs[estimate.Song].Plays, estimate.Plays));
        Assert.All(outcome.Folds, fold => Assert.Equal([1, 2, 3], fold.Curve.Select(point => point.Epoch)));
    }

    [Fact]
    public void Results_do_not_depend_on_threads_nor_on_the_other_networks_of_the_sweep()
    {
        var users = new[] { _folder.User(1, 8), _folder.User(2, 6, firstSong: 4), _folder.User(3, 5, firstSong: 20) };
        var options = SweepFolder.Options() with
        {
            Networks = [new NetworkLayers([new LstmSpec(5, Dropout: 0.2)], [new DenseSpec(1)]),
                new NetworkLayers([new LstmSpec(4), new LstmSpec(3)], [new DenseSpec(1)])],
            Steps = [1, 2, 3],
            Keep = KeptModels.All,
        };

        var all = _folder.RunAnew(_folder.Request(options, users) with { Threads = 1 });
        var models = _folder.Files("models");
        var turned = options with { Networks = [.. options.Networks.Reverse()], Steps = [3, 2, 1] };
        var reversed = _folder.RunAnew(_folder.Request(turned, [.. users.AsEnumerable().Reverse()]) with { Threads = 2 });
        var alone = _folder.RunAnew(_folder.Request(options with { Networks = [options.Networks[1]], Steps = [3] }, users[1]));

        Assert.Equal(18, all.Count);
        Assert.Equal(Bits.Of(all).Order(), Bits.Of(reversed).Order());
        Assert.Equal(
            Bits.OfOwnPlays(all.Single(outcome => outcome.Result is { User: 2, Layers: 2, Steps: 3 })),
            Bits.OfOwnPlays(Assert.Single(alone)));
        var weights = Path.Combine("models", "user_2", "2x3.safetensors");
        Assert.Equal(models[weights], _folder.Files("models")[weights]);
    }

    [Fact]
    public void Another_seed_gives_other_estimates()
    {
        var user = _folder.User(1, 7);

        var first = _folder.Run(SweepFolder.Options(), user);
        var second = _folder.Run(SweepFolder.Options() with { Seed = 2 }, user);

        Assert.NotEqual(first[0].Estimates[0].EstimateScaled, second[0].Estimates[0].EstimateScaled);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_listener_with_too_few_songs_is_too_short_and_the_others_go_on(int songs)
    {
        var outcomes = _folder.Run(SweepFolder.Options(), _folder.User(1, songs), _folder.User(2, 5, firstSong: 10));

        Assert.Equal(NetworkStatus.TooShort, outcomes[0].Result.Status);
        Assert.Empty(outcomes[0].Estimates);
        Assert.Null(outcomes[0].Result.Baselines);
        Assert.NotNull(outcomes[1].Result.ScoredMse);
        Assert.DoesNotContain(_folder.Files("models").Keys, name => name.Contains("user_1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(SplitKind.Sound)]
    [InlineData(SplitKind.PaperCode)]
    [InlineData(SplitKind.PaperText)]
    public void A_sweep_of_no_song_at_all_is_too_short(SplitKind split) => Assert.Equal(
        NetworkStatus.TooShort, Assert.Single(_folder.Run(SweepFolder.Options() with { Split = split }, _folder.User(1, 0))).Result.Status);

    [Fact]
    public void Steps_that_no_song_reaches_are_too_short_and_songs_below_them_are_left_out()
    {
        var user = _folder.User(1, 8); // 3, 4, 5, 6, 3, 4, 5, 6 clips

        var outcomes = _folder.Run(SweepFolder.Options() with { Steps = [5, 7] }, user);

        Assert.Equal([2, 3, 6, 7], outcomes[0].Estimates.Select(estimate => estimate.Song).Order());
        Assert.Equal(NetworkStatus.TooShort, outcomes[1].Result.Status);
    }

    [Fact]
    public void A_network_that_leaves_the_finite_numbers_is_said_so_and_the_sweep_goes_on()
    {
        var options = SweepFolder.Options() with
        {
            Optimizer = OptimizerSpec.Default(OptimizerKind.Sgd, learningRate: 1e30),
            Steps = [1, 2],
            Keep = KeptModels.All,
        };

        var outcomes = _folder.Run(options, _folder.User(1, 6), _folder.User(2, 1, firstSong: 9));

        Assert.Equal([NetworkStatus.NonFinite, NetworkStatus.NonFinite, NetworkStatus.TooShort, NetworkStatus.TooShort],
            outcomes.Select(o => o.Result.Status));
        Assert.All(outcomes, outcome => Assert.Empty(outcome.Estimates));
        Assert.Null(outcomes[0].Result.ScoredMse);
        Assert.Empty(_folder.Files("models"));
        // NaN comes back from the state
        Assert.Equal(Bits.Of(outcomes), Bits.Of(_folder.Run(options, _folder.User(1, 6), _folder.User(2, 1, firstSong: 9))));
    }

    [Fact]
    public void Baselines_are_the_hand_computed_ones_on_the_scored_rows()
    {
        int[] plays = [2, 10, 3];
        var user = new UserSongs(1, UserId.Parse("u"),
            [.. plays.Select((count, n) => new SongPlays(_folder.Write(n, clips: 2, [n, 0, 0, 0, n, 0, 0, 0]), count))]);

        var result = _folder.Run(SweepFolder.Options() with { Steps = [1], Scaling = TargetScaling.Standard }, user)[0].Result;

        // Each song is held out in turn; the other two, standardized, are -1 and 1, so their mean and median is 0.
        double Scaled(int held, int a, int b) => (held - ((a + b) / 2.0)) / (Math.Abs(a - b) / 2.0);
        var expected = (Math.Pow(Scaled(2, 10, 3), 2) + Math.Pow(Scaled(10, 2, 3), 2) + Math.Pow(Scaled(3, 2, 10), 2)) / 3;
        Assert.Equal(expected, result.Baselines![BaselineNames.Mean], 1e-12);
        Assert.Equal(expected, result.Baselines[BaselineNames.Median], 1e-12);
        Assert.Equal(1 - (result.ScoredMse!.Value / expected), result.R2!.Value, 1e-12);
    }

    [Theory]
    [InlineData(SplitKind.PaperCode)]
    [InlineData(SplitKind.PaperText)]
    public void The_papers_splits_validate_a_tenth_of_the_samples_and_keep_the_scored_network(SplitKind split)
    {
        // 36 samples
        var outcome = Assert.Single(_folder.Run(SweepFolder.Options() with { Split = split, Steps = [1] }, _folder.User(1, 8)));

        Assert.Equal(4, outcome.Result.ValidationSamples);
        Assert.Equal(32, outcome.Result.TrainSamples);
        Assert.Equal(outcome.Estimates.Sum(estimate => estimate.Samples), outcome.Result.ValidationSamples);
        Assert.Equal(2, _folder.Files("models").Count);
    }

    [Fact]
    public void Refuses_the_same_network_twice()
    {
        var options = SweepFolder.Options();

        Assert.Throws<ArgumentException>(() => _folder.Run(options with { Steps = [2, 2] }, _folder.User(1, 3)));
        Assert.Throws<ArgumentException>(
            () => _folder.Run(options with { Networks = [options.Networks[0], options.Networks[0]] }, _folder.User(1, 3)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Refuses_steps_and_epochs_below_1(int number)
    {
        Assert.ThrowsAny<ArgumentException>(() => _folder.Run(SweepFolder.Options() with { Steps = [number] }, _folder.User(1, 3)));
        Assert.ThrowsAny<ArgumentException>(() => _folder.Run(SweepFolder.Options() with { Epochs = number }, _folder.User(1, 3)));
    }
}
