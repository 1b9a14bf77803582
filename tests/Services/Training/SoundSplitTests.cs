using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Sweeps;
using PlayCount.Songs;
using PlayCount.Training.Loading;
using PlayCount.Training.Storing;
using PlayCount.Training.Sweeping;

namespace PlayCount.Services.Tests.Training;

/// <summary>Split <c>sound</c> tells a fold's network nothing of the songs that it is scored on.</summary>
public sealed class SoundSplitTests : IDisposable
{
    private const int Changed = 3, Songs = 24;

    private readonly SweepFolder _folder = new();
    private readonly UserSongs _user;
    private readonly NetworkOutcome _before;

    public SoundSplitTests()
    {
        _user = _folder.User(1, Songs);
        _before = Run(_user);
    }

    private int Fold => _before.Estimates.Single(estimate => estimate.Song == Changed).Fold;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_plays_of_a_held_out_song_change_no_estimate_of_its_fold()
    {
        var after = Run(WithPlays(Changed, 100_000));

        Assert.Equal(OfFold(_before).Select(Estimate), OfFold(after).Select(Estimate));
        Assert.Equal(100_000, after.Estimates.Single(estimate => estimate.Song == Changed).Plays);
    }

    [Fact]
    public void The_clips_of_a_held_out_song_change_no_other_estimate_of_its_fold()
    {
        _folder.Write(Changed, clips: 6, seed: 77, scale: 1000);

        var after = Run(_user);

        Assert.Equal(
            OfFold(_before).Where(estimate => estimate.Song != Changed).Select(Estimate),
            OfFold(after).Where(estimate => estimate.Song != Changed).Select(Estimate));
        Assert.NotEqual(Estimate(_before.Estimates.Single(e => e.Song == Changed)),
            Estimate(after.Estimates.Single(e => e.Song == Changed)));
    }

    [Fact]
    public void The_plays_and_the_sound_of_a_held_out_song_change_no_baseline_of_its_fold_but_what_is_made_of_its_own_sound()
    {
        var (before, place) = Baselines(_user);
        var (plays, _) = Baselines(WithPlays(Changed, 100_000));
        _folder.Write(Changed, clips: 6, seed: 77, scale: 1000);
        var (sound, _) = Baselines(_user);

        foreach (var name in BaselineNames.All)
        {
            Assert.Equal(before[name], plays[name]);
            Assert.Equal(Others(before[name]), Others(sound[name]));
        }

        Assert.NotEqual(before["ridge"][place], sound["ridge"][place]);

        IEnumerable<double> Others(double[] estimates) => estimates.Where((_, row) => row != place);
    }

    /// <summary>The counter-check: what is trained on does matter, in all the other folds.</summary>
    [Fact]
    public void The_plays_of_a_song_change_the_estimates_of_the_folds_that_train_on_it()
    {
        var after = Run(WithPlays(Changed, 100_000));

        var pairs = _before.Estimates.Where(e => e.Fold != Fold).Zip(after.Estimates.Where(e => e.Fold != Fold)).ToArray();
        Assert.Equal(4, pairs.Select(pair => pair.First.Fold).Distinct().Count());
        Assert.All(pairs, pair => Assert.NotEqual(Estimate(pair.First), Estimate(pair.Second)));
    }

    [Fact]
    public void Fits_both_scalings_on_the_training_songs_alone()
    {
        var library = SongLibrary.Load(
            _folder.Blobs, _user.Songs.Select(song => song.Song), SweepFolder.FrontEnd, CancellationToken.None);
        var user = SweepFolder.Data(_user, library);
        var fold = Splitter.Split(SplitKind.Sound, user.ClipsPerSong, 2, 5, seed: 1, userRank: 1)[0];
        var request = _folder.Request(SweepFolder.Options(), _user);
        var sweep = new SweepContext(request.Options, request.FrontEnd, new ModelStore(_folder.Blobs),
            isLarge: false, threads: 1, epochs: 1, progress: null);

        var training = new FoldTraining(
            new NetworkKey(1, 1, 2), request.Options.Networks[0].For(SweepFolder.Inputs), user, fold,
            new SweepState(_folder.Blobs, "any"), sweep);

        var plays = fold.TrainingSongs.Select(song => (double)_user.Songs[song].Plays).ToArray();
        Assert.Equal(FittedScaling.Fit(TargetScaling.Robust, plays), training.Scaling);
        var first = fold.TrainingSongs.SelectMany(song => Enumerable.Range(0, user.ClipsPerSong[song]).Select(
            clip => (double)user.Clips[song][clip * SweepFolder.Inputs])).ToArray();
        Assert.Equal(first.Average(), training.InputScaling!.Mean[0], 1e-12);
        Assert.Equal(Math.Sqrt(first.Average(x => Math.Pow(x - first.Average(), 2))), training.InputScaling.Deviation[0], 1e-12);
    }

    /// <summary>The other listeners' plays and features are nothing to a network, and to no baseline but the one of popularity.</summary>
    [Fact]
    public void Another_listener_of_the_same_songs_changes_nothing_but_what_popularity_tells()
    {
        var other = _user with
        {
            Rank = 2,
            User = UserId.Parse("other"),
            Songs = [.. _user.Songs.Select(song => song with { Plays = 41 - song.Plays })],
        };

        var after = _folder.RunAnew(_folder.Request(SweepFolder.Options(), _user, other));

        Assert.Equal(Bits.OfOwnPlays(_before), Bits.OfOwnPlays(after[0]));
        Assert.NotEqual(_before.Result.Baselines!["popularity"], after[0].Result.Baselines!["popularity"]);
    }

    /// <summary>The baselines of the fold that holds the song out, and the song's place in it.</summary>
    private (BaselinePredictions Baselines, int Place) Baselines(UserSongs user)
    {
        var options = SweepFolder.Options();
        var data = SweepFolder.Data(user, SongLibrary.Load(
            _folder.Blobs, user.Songs.Select(song => song.Song), SweepFolder.FrontEnd, CancellationToken.None));
        var fold = options.FoldsOf(1, data.ClipsPerSong, data.GroupOfSong, steps: 2).Single(f => f.ValidationSongs.Contains(Changed));
        return (new FoldBaselines(data, options).Of(2, [fold]), Array.IndexOf(fold.ValidationSongs, Changed));
    }

    private NetworkOutcome Run(UserSongs user) => Assert.Single(_folder.RunAnew(_folder.Request(SweepFolder.Options(), user)));

    private UserSongs WithPlays(int song, int plays)
    {
        var songs = _user.Songs.ToArray();
        songs[song] = songs[song] with { Plays = plays };
        return _user with { Songs = songs };
    }

    private IEnumerable<SongEstimate> OfFold(NetworkOutcome outcome) => outcome.Estimates.Where(estimate => estimate.Fold == Fold);

    private static (int, double, double) Estimate(SongEstimate estimate) =>
        (estimate.Song, estimate.EstimateScaled, estimate.EstimatePlays);
}
