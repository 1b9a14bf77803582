using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Sampling;

namespace PlayCount.Learning.Sweeps;

/// <summary>Finds the estimates of a network's held-out songs sample by sample.</summary>
public static class HeardSongs
{
    /// <summary>The songs that the network held out whole, of several seeds the first one's; none where it came to no score.</summary>
    /// <remarks>
    /// A fold of <c>sound</c> validates its songs one after the other, each from its start, as its estimates are stored: so many of
    /// them are a song's as it has samples. A song shorter than a sample, padded to one, was heard for less than the sample's time
    /// and is left out.
    /// </remarks>
    /// <param name="outcome">What training left of the network.</param>
    /// <param name="options">How songs were split and scaled.</param>
    public static IReadOnlyList<HeardSong> Of(NetworkOutcome outcome, SweepOptions options)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Split != SplitKind.Sound)
            return [];
        var folds = outcome.Folds.Where(fold => fold.Seed == options.Seed).ToDictionary(fold => fold.Fold);
        return [.. HeldOut.Songs(outcome, options).GroupBy(song => song.Fold).SelectMany(fold =>
            Heard([.. fold], folds[fold.Key].Estimates, fewest: outcome.Result.PaddedSongs > 0 ? 2 : 1))];
    }

    private static IEnumerable<HeardSong> Heard(HeldOutSong[] songs, IReadOnlyList<double> estimates, int fewest)
    {
        var samples = songs.Sum(song => song.Samples);
        if (samples != estimates.Count)
            throw new InvalidDataException($"A fold has {estimates.Count} estimates of {samples} samples; there must be as many.");
        var first = 0;
        foreach (var song in songs)
        {
            if (song.Samples >= fewest)
                yield return new HeardSong(song.Scaled, song.MeanScaled, [.. estimates.Skip(first).Take(song.Samples)]);
            first += song.Samples;
        }
    }
}
