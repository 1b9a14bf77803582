using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Sampling;

namespace PlayCount.Learning.Sweeps;

/// <summary>Sets a network's stored estimates beside the mean of the songs that each fold trained on.</summary>
internal static class HeldOut
{
    /// <summary>The network's held-out songs; none where it came to no score.</summary>
    /// <remarks>
    /// Under <c>sound</c> a fold trains on all the network's songs but its own. The other splits train on parts of songs, and the mean
    /// of what they trained on is not known here. Of several seeds it is the first one's songs: plays are dealt within folds, and each
    /// seed has folds of its own.
    /// </remarks>
    public static IReadOnlyList<HeldOutSong> Songs(NetworkOutcome outcome, SweepOptions options)
    {
        var songs = OfFirstSeed(outcome, options);
        if (outcome.Result.ScoredMse is null || songs.Any(song => !double.IsFinite(song.EstimatePlays)))
            return [];
        var scalings = Scalings(outcome, options);
        var means = songs.Select(song => song.Fold).Distinct().ToDictionary(fold => fold, fold => Mean(songs, fold, scalings));
        return [.. songs.Select(song => new HeldOutSong(
            song.Song, song.Fold, song.Samples, song.Plays, song.EstimatePlays, means[song.Fold].Plays, song.Scaled, song.EstimateScaled,
            means[song.Fold].Scaled))];
    }

    /// <summary>The first seed's scaling of each fold; none where it is not fitted on the network's songs outside the fold.</summary>
    public static IReadOnlyDictionary<int, FittedScaling> Scalings(NetworkOutcome outcome, SweepOptions options)
    {
        var songs = options.Split == SplitKind.Sound ? OfFirstSeed(outcome, options) : [];
        return songs.Select(song => song.Fold).Distinct().ToDictionary(
            fold => fold, fold => FittedScaling.Fit(options.Scaling, Training(songs, fold)));
    }

    /// <summary>The first seed's estimates of songs that inner folds held out; of an outer fold only where all its inner ones came to an
    /// end.</summary>
    public static IReadOnlyList<InnerSong> Inner(NetworkOutcome outcome) =>
        [.. (outcome.Parts ?? []).Where(part => part.Part.Inner is not null).GroupBy(part => part.Fold)
            .Where(fold => fold.All(part => part.Estimates.Count > 0))
            .SelectMany(fold => fold.SelectMany(part => part.Estimates))
            .Select(song => new InnerSong(song.Song, song.Fold, song.Plays, song.EstimatePlays))];

    private static SongEstimate[] OfFirstSeed(NetworkOutcome outcome, SweepOptions options) =>
        [.. outcome.Estimates.Where(song => song.Seed == options.Seed)];

    private static double[] Training(SongEstimate[] songs, int fold) =>
        [.. songs.Where(song => song.Fold != fold).Select(song => (double)song.Plays)];

    private static (double Plays, double Scaled) Mean(
        SongEstimate[] songs, int fold, IReadOnlyDictionary<int, FittedScaling> scalings)
    {
        if (!scalings.TryGetValue(fold, out var scaling))
            return (double.NaN, double.NaN);
        var mean = Baselines.Average(Training(songs, fold));
        return (mean, scaling.Scale(mean));
    }
}
