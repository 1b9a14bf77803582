using PlayCount.Audio;
using PlayCount.Learning;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Models;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Sweeps;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;
using PlayCount.Training.Loading;
using PlayCount.Training.Storing;
using PlayCount.Training.Sweeping;

namespace PlayCount.Calibration.Bench;

/// <summary>A study on stored features that trains all its networks with each listener's plays dealt to other songs.</summary>
/// <param name="study">Has the features and the selection.</param>
/// <param name="options">The networks.</param>
/// <param name="frontEnd">What made the features.</param>
internal sealed class ShuffledStudy(IBlobStore study, SweepOptions options, FrontEndCard frontEnd)
{
    private const int Deals = 9_999;
    private const int PlaysStream = 0x53485546; // "SHUF"
    private const int TestStream = 0x54455354; // "TEST"

    private readonly UserSongs[] _users = [.. StudySelection.Read(study.OpenRead).Users.Select(user => new UserSongs(
        user.Rank, user.Id, [.. user.Songs.Where(song => study.Exists(ClipFiles.Features(frontEnd.Name, song.Song)))]))];

    // What popularity, which is not tested here, would be fitted on.
    private readonly IReadOnlyDictionary<SongId, long> _playsOfAll =
        PlaysOfAll.Of(StudySelection.Read(study.OpenRead).Users.SelectMany(user => user.Songs));

    private SongLibrary? _library;

    /// <summary>Most songs of a listener.</summary>
    public int Songs => _users.Max(user => user.Songs.Count);

    private SongLibrary Library => LazyInitializer.EnsureInitialized(ref _library, () => SongLibrary.Load(
        study, _users.SelectMany(user => user.Songs).Select(song => song.Song).Distinct().Order(), frontEnd.Name, CancellationToken.None));

    /// <summary>Trains all networks and gives each listener's p-value.</summary>
    /// <param name="shuffle">Which shuffle; 0 leaves the plays as they are.</param>
    public double[] Run(int shuffle) => [.. _users.Select(user => SkillByChance.P(
        Common(user, shuffle), Deals, Rng.For(options.Seed, TestStream, shuffle, user.Rank))!.Value)];

    private CommonSongs Common(UserSongs user, int shuffle)
    {
        int[] plays = [.. user.Songs.Select(song => song.Plays)];
        if (shuffle > 0)
            Rng.For(options.Seed, PlaysStream, shuffle, user.Rank).Shuffle<int>(plays);
        var songs = user.Songs.Zip(plays, (song, count) => song with { Plays = count });
        var data = new UserData(user with { Songs = [.. songs] }, Library, _playsOfAll);
        return CommonSongs.Of(PlannedNetwork.Of(options, data).Select(network => Train(network, data)));
    }

    private IReadOnlyList<HeldOutSong> Train(PlannedNetwork network, UserData data)
    {
        var store = new NoBlobs();
        var context = new SweepContext(options, frontEnd, new ModelStore(store), isLarge: false, threads: 1, epochs: 0, progress: null);
        return [.. network.Folds.SelectMany(fold =>
        {
            var training = new FoldTraining(network.Key, network.Spec, data, fold, new SweepState(store, ""), context);
            var outcome = training.Run(CancellationToken.None);
            if (!outcome.IsFinite)
                throw new InvalidOperationException($"{network.Key} diverged on fold {fold.Index}; choose a lower learning rate.");
            return fold.Validation.Zip(outcome.Estimates).GroupBy(sample => sample.First.Song).Select(song =>
                Song(song.Key, fold.Index, song.Count(), song.Average(sample => sample.Second), data, training.Scaling));
        })];
    }

    private static HeldOutSong Song(int song, int fold, int samples, double estimate, UserData data, FittedScaling scaling) => new(
        song, fold, samples, data.Plays[song], scaling.Unscale(estimate), double.NaN, scaling.Scale(data.Plays[song]), estimate,
        double.NaN);
}
