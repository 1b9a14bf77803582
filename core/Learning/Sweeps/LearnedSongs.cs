using PlayCount.Learning.Evaluation;

namespace PlayCount.Learning.Sweeps;

/// <summary>The learning curve of a network over the number of songs.</summary>
public static class LearnedSongs
{
    /// <summary>A point a share, ascending, then all songs; none where no shares are asked for, or the network came to no score.</summary>
    /// <remarks>
    /// All points are over the same songs in the same units, those of the whole fold: each part scales plays by the songs it learns from,
    /// so that its estimates are compared in plays. A share whose training was not finite in some fold has no point.
    /// </remarks>
    /// <param name="outcome">What training left of the network.</param>
    /// <param name="options">How songs were split and scaled.</param>
    public static IReadOnlyList<LearnedPoint> Of(NetworkOutcome outcome, SweepOptions options)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        ArgumentNullException.ThrowIfNull(options);
        var songs = HeldOut.Songs(outcome, options).ToDictionary(song => song.Song);
        var parts = (outcome.Parts ?? []).Where(part => part.Part.Share is not null)
            .GroupBy(part => part.Part.Share!.Value).OrderBy(share => share.Key).ToArray();
        if (songs.Count == 0 || parts.Length == 0)
            return [];
        var spreads = HeldOut.Scalings(outcome, options).ToDictionary(fold => fold.Key, fold => fold.Value.Spread);
        var constant = songs.Values.Average(song => Square(song.MeanScaled - song.Scaled));
        return
        [
            .. parts.Where(share => share.All(part => part.Estimates.Count > 0)).Select(share => new LearnedPoint(
                share.Key,
                share.Average(part => part.TrainingSongs),
                songs.Count,
                share.SelectMany(part => part.Estimates).Average(song => Square((song.EstimatePlays - song.Plays) / spreads[song.Fold])),
                constant)),
            new LearnedPoint(
                1,
                songs.Values.GroupBy(song => song.Fold).Average(fold => songs.Count - fold.Count()),
                songs.Count,
                songs.Values.Average(song => Square(song.EstimateScaled - song.Scaled)),
                constant),
        ];
    }

    private static double Square(double error) => error * error;
}
