using System.Collections.Concurrent;
using System.Globalization;
using PlayCount.Learning;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Sweeps;
using PlayCount.Training.Loading;

namespace PlayCount.Training.Sweeping;

/// <summary>
/// The baselines of one user, on the rows that the networks are scored on; computed once for all networks of the same rows.
/// </summary>
internal sealed class FoldBaselines(UserData user, SweepOptions options)
{
    private const int StreamName = 0x54554E45; // "TUNE": keeps the inner folds apart from the other draws

    private readonly ConcurrentDictionary<string, Lazy<BaselinePredictions>> _ofRows = new();

    public BaselinePredictions Of(int steps, IReadOnlyList<Fold> folds) =>
        BaselinePredictions.Join([.. folds.Select(fold => _ofRows.GetOrAdd(
            Rows(steps, fold), _ => new Lazy<BaselinePredictions>(() => Predict(fold, steps))).Value)]);

    /// <summary>Under <c>sound</c> the songs tell the rows, whatever the steps.</summary>
    private string Rows(int steps, Fold fold) => string.Create(CultureInfo.InvariantCulture, $"{fold.Seed}/{fold.Index}: ")
        + (options.Split == SplitKind.Sound
            ? $"{string.Join(',', fold.TrainingSongs)} / {string.Join(',', fold.ValidationSongs)}"
            : string.Create(CultureInfo.InvariantCulture, $"{steps}"));

    private BaselinePredictions Predict(Fold fold, int steps) => options.Split == SplitKind.Sound
        ? Predict(fold, fold.TrainingSongs, fold.ValidationSongs, song => song, song => user.Pool(song, 0, user.ClipsPerSong[song]))
        : Predict(fold, fold.Training, fold.Validation, sample => sample.Song,
            sample => user.Pool(sample.Song, sample.FirstClip, steps - sample.Masked));

    private BaselinePredictions Predict<TRow>(
        Fold fold, TRow[] training, TRow[] validation, Converter<TRow, int> songOf, Converter<TRow, float[]> pool)
    {
        var songs = Array.ConvertAll(training, songOf);
        return Baselines.Predict(
            new TrainingRows(
                Rows(training),
                Array.ConvertAll(songs, song => user.GroupOfSong[song]),
                Array.ConvertAll(songs, song => user.Plays[song])),
            Rows(validation),
            user.FitScaling(options.Scaling, Splitter.SongsToFitScaling(options.Split, fold, user.Songs.Count)),
            Rng.For(fold.Seed, StreamName, user.Rank, fold.Index));

        BaselineRows Rows(TRow[] rows) =>
            new(Array.ConvertAll(rows, pool), Array.ConvertAll(rows, row => user.OthersPlays[songOf(row)]));
    }
}
