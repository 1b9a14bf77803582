using System.Collections.Concurrent;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Sweeps;
using PlayCount.Training.Loading;

namespace PlayCount.Training.Sweeping;

/// <summary>
/// The baselines of one user, on the rows that the networks are scored on; computed once for all networks of the same steps.
/// </summary>
internal sealed class FoldBaselines(UserData user, SweepOptions options)
{
    private readonly ConcurrentDictionary<int, Lazy<BaselinePredictions>> _ofSteps = new();

    public BaselinePredictions Of(int steps, IReadOnlyList<Fold> folds) => _ofSteps.GetOrAdd(
        steps, _ => new Lazy<BaselinePredictions>(() => BaselinePredictions.Join([.. folds.Select(fold => Predict(fold, steps))]))).Value;

    private BaselinePredictions Predict(Fold fold, int steps)
    {
        var scaling = user.FitScaling(options.Scaling, Splitter.SongsToFitScaling(options.Split, fold, user.Songs.Count));
        return options.Split == SplitKind.Sound
            ? Predict(scaling, fold.TrainingSongs, fold.ValidationSongs, song => song, song => user.Pool(song, 0, user.ClipsPerSong[song]))
            : Predict(scaling, fold.Training, fold.Validation, sample => sample.Song,
                sample => user.Pool(sample.Song, sample.FirstClip, steps));
    }

    private BaselinePredictions Predict<TRow>(
        FittedScaling scaling, TRow[] training, TRow[] validation, Func<TRow, int> songOf, Converter<TRow, float[]> pool) =>
        Baselines.Predict(
            Array.ConvertAll(training, row => scaling.Scale(user.Plays[songOf(row)])),
            Array.ConvertAll(training, pool),
            Array.ConvertAll(validation, pool));
}
