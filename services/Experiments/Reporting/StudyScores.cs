using PlayCount.Learning.Published;
using PlayCount.Learning.Sampling;

namespace PlayCount.Experiments.Reporting;

/// <summary>A study's networks on the songs that all of a listener's networks were scored on: what the claims are tested with.</summary>
internal static class StudyScores
{
    /// <summary>Fewer common songs than this decide nothing.</summary>
    private const int FewestSongs = 3;

    /// <summary>The paper's claims with what the study says of them.</summary>
    public static ReportedClaims Claims(IReadOnlyList<Listener> listeners, ReportSplit split, TargetScaling scaling) => split.ScoresSongs
        ? new(PaperClaims.Of(Of(listeners, scaling)), "Not tested: the study has not what the test needs.")
        : new(PaperClaims.Published, $"Not tested: split '{split.Name}' gives networks no common songs; 'sound' does.");

    /// <summary>Every scored network of the listeners that have common songs, once a seed.</summary>
    /// <remarks>
    /// In squared scaled units, the scaling fitted on the plays of the common songs. The constant is, for each song, the mean of the common
    /// songs that the seed put into other folds.
    /// </remarks>
    public static IReadOnlyList<StudyScore> Of(IReadOnlyList<Listener> listeners, TargetScaling scaling) =>
        [.. listeners.SelectMany(listener => Of(listener, scaling))];

    private static IEnumerable<StudyScore> Of(Listener listener, TargetScaling scaling)
    {
        var scored = listener.Networks.Where(network => network is
        {
            Result: { ScoredMse: not null, FirstValidationMse: not null, FinalValidationMse: not null },
            Estimates.Count: > 0,
        } && network.Estimates.All(estimate => double.IsFinite(estimate.Estimate))).ToArray();
        if (scored.Length == 0)
            yield break;
        var common = scored.Select(network => network.Estimates.Select(estimate => estimate.Song))
            .Aggregate((left, right) => left.Intersect(right)).ToHashSet();
        if (common.Count < FewestSongs)
            yield break;
        var spread = FittedScaling.Fit(scaling, [.. OnCommon(scored[0], common).Select(estimate => (double)estimate.Plays)]).Spread;
        foreach (var (network, result) in scored.Select(network => (network, network.Result)))
        {
            var songs = OnCommon(network, common).ToArray();
            for (var seed = 0; seed < songs.Min(song => song.OfSeeds.Count); seed++)
            {
                yield return new StudyScore(
                    result.User, result.Layers, result.Steps, seed, result.FirstValidationMse!.Value, result.FinalValidationMse!.Value,
                    songs.Average(song => Squared((song.OfSeeds[seed].Plays - song.Plays) / spread)),
                    songs.Average(song => Squared((Constant(songs, song, seed) - song.Plays) / spread)));
            }
        }
    }

    /// <summary>Not a number where no song lies in another fold.</summary>
    private static double Constant(HeldOutEstimate[] songs, HeldOutEstimate song, int seed) =>
        songs.Where(other => other.OfSeeds[seed].Fold != song.OfSeeds[seed].Fold)
            .Select(other => (double)other.Plays).DefaultIfEmpty(double.NaN).Average();

    private static IEnumerable<HeldOutEstimate> OnCommon(ReportNetwork network, HashSet<Songs.SongId> common) =>
        network.Estimates.Where(estimate => common.Contains(estimate.Song));

    private static double Squared(double value) => value * value;
}
