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
        var songs = outcome.Estimates.Where(song => song.Seed == options.Seed).ToArray();
        if (outcome.Result.ScoredMse is null || songs.Any(song => !double.IsFinite(song.EstimatePlays)))
            return [];
        var means = songs.Select(song => song.Fold).Distinct().ToDictionary(fold => fold, fold => Means(
            [.. songs.Where(song => song.Fold != fold).Select(song => (double)song.Plays)], options));
        return [.. songs.Select(song => new HeldOutSong(
            song.Song, song.Fold, song.Samples, song.Plays, song.EstimatePlays, means[song.Fold].Plays, song.Scaled, song.EstimateScaled,
            means[song.Fold].Scaled))];
    }

    private static (double Plays, double Scaled) Means(double[] training, SweepOptions options)
    {
        if (options.Split != SplitKind.Sound)
            return (double.NaN, double.NaN);
        var mean = Baselines.Average(training);
        return (mean, FittedScaling.Fit(options.Scaling, training).Scale(mean));
    }
}
