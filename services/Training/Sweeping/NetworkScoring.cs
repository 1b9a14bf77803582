using PlayCount.Learning;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Sweeps;
using PlayCount.Training.Engines;
using PlayCount.Training.Loading;

namespace PlayCount.Training.Sweeping;

/// <summary>
/// Scores a network's held-out estimates beside the baselines on the same rows: a row is a song under <c>sound</c> (the mean of its
/// samples' estimates), a sample under <c>paper-*</c>. With several seeds each has its rows: the error is that of one training, not that
/// of a mean over trainings, which would be another, better model.
/// </summary>
internal sealed class NetworkScoring(
    NetworkKey key, UserData user, IReadOnlyList<Fold> folds, FoldBaselines baselines, SweepOptions options)
{
    private const int StreamName = 0x424F4F54; // "BOOT"

    /// <summary>Scores the folds; their parts are estimated alone.</summary>
    public NetworkOutcome Score(IReadOnlyList<FoldOutcome> outcomes, IReadOnlyList<FoldOutcome> parts)
    {
        if (outcomes.Count == 0)
            return new NetworkOutcome(Unscored(NetworkStatus.TooShort, null, null, null), [], []);
        var validation = outcomes.SelectMany(fold => fold.Curve).GroupBy(point => point.Epoch).OrderBy(epoch => epoch.Key)
            .Select(epoch => (Epoch: epoch.Key, Mse: epoch.Average(point => point.ValidationMse))).ToArray();
        var best = validation.Where(epoch => double.IsFinite(epoch.Mse)).OrderBy(epoch => epoch.Mse).ThenBy(epoch => epoch.Epoch)
            .FirstOrDefault();
        var first = double.IsFinite(validation[0].Mse) ? validation[0].Mse : (double?)null;
        if (outcomes.Any(fold => !fold.IsFinite))
            return new NetworkOutcome(Unscored(
                NetworkStatus.NonFinite, first, best.Epoch > 0 ? best.Mse : null, best.Epoch > 0 ? best.Epoch : null), outcomes, []);

        SongEstimate[] songs = [.. folds.Zip(outcomes).SelectMany(pair => Estimates(pair.First, pair.Second))];
        var rows = options.Split == SplitKind.Sound ? [.. songs.Select(Row)] : SampleRows(outcomes);
        var scores = Scores.Of(rows, baselines.Of(key.Steps, folds), Rng.For(options.Seed, StreamName, key.User, key.Layers, key.Steps));
        var final = validation[^1].Mse;
        var result = Unscored(final < first ? NetworkStatus.Improved : NetworkStatus.Worsened, first, best.Mse, best.Epoch) with
        {
            FinalValidationMse = final,
            ScoredMse = scores.Mse,
            R2 = scores.R2,
            AgainstConstant = scores.AgainstConstant,
            AgainstBaselines = scores.AgainstBaselines,
            Baselines = scores.Baselines,
            SeedVariance = SeedVariance(rows),
            Engine = EngineNames.Of(outcomes.Select(fold => fold.Engine)),
        };
        return new NetworkOutcome(result, outcomes, songs, parts.Count == 0 ? null : Parts(parts));
    }

    private NetworkResult Unscored(NetworkStatus status, double? first, double? best, int? bestEpoch) => new(
        key.User,
        key.Layers,
        key.Steps,
        status,
        TrainSamples: folds.Count == 0 ? 0 : (int)Math.Round(folds.Average(fold => fold.Training.Length)),
        ValidationSamples: folds.Where(fold => fold.Seed == options.Seed).Sum(fold => fold.Validation.Length),
        ValidationSongs: folds.SelectMany(fold => fold.ValidationSongs).Distinct().Count(),
        first, null, best, bestEpoch, null, null, null, null, null,
        TooShortSongs: options.ShortSongs == ShortSongs.Drop ? SampleBuilder.CountTooShort(user.ClipsPerSong, key.Steps) : 0,
        PaddedSongs: options.ShortSongs == ShortSongs.Pad ? SampleBuilder.CountTooShort(user.ClipsPerSong, key.Steps) : 0,
        LeakedSongs: Leaks.Count(folds, user.GroupOfSong));

    /// <summary>Of the seeds' mean squared errors, with n - 1 as divisor.</summary>
    private static double? SeedVariance(ScoredRow[] rows)
    {
        double[] errors = [.. rows.GroupBy(row => row.Seed).Select(seed => seed.Average(
            row => (row.EstimateScaled - row.Scaled) * (row.EstimateScaled - row.Scaled)))];
        if (errors.Length < 2)
            return null;
        var mean = errors.Average();
        return errors.Sum(error => (error - mean) * (error - mean)) / (errors.Length - 1);
    }

    private PartOutcome[] Parts(IReadOnlyList<FoldOutcome> parts) =>
        [.. folds.SelectMany(fold => fold.Parts).Zip(parts, (part, outcome) => new PartOutcome(
            part.Index, part.Part!, part.TrainingSongs.Length, [.. Estimates(part, outcome)]))];

    private IEnumerable<SongEstimate> Estimates(Fold fold, FoldOutcome outcome)
    {
        var scaling = ScalingOf(fold);
        return fold.Validation.Zip(outcome.Estimates).GroupBy(sample => sample.First.Song).OrderBy(song => song.Key).Select(song =>
        {
            var estimate = song.Average(sample => sample.Second);
            return new SongEstimate(
                song.Key, fold.Index, song.Count(), user.Songs[song.Key].Plays, scaling.Scale(user.Plays[song.Key]),
                estimate, scaling.Unscale(estimate), fold.Seed);
        });
    }

    private ScoredRow[] SampleRows(IReadOnlyList<FoldOutcome> outcomes) => [.. folds.Zip(outcomes).SelectMany(pair =>
    {
        var (fold, outcome) = pair;
        var scaling = ScalingOf(fold);
        return fold.Validation.Zip(outcome.Estimates, (sample, estimate) => new ScoredRow(
            sample.Song, fold.Index, 1, user.Plays[sample.Song], scaling.Scale(user.Plays[sample.Song]),
            estimate, scaling.Unscale(estimate), fold.Seed));
    })];

    private static ScoredRow Row(SongEstimate song) =>
        new(song.Song, song.Fold, song.Samples, song.Plays, song.Scaled, song.EstimateScaled, song.EstimatePlays, song.Seed);

    private FittedScaling ScalingOf(Fold fold) =>
        user.FitScaling(options.Scaling, Splitter.SongsToFitScaling(options.Split, fold, user.Songs.Count));
}
