namespace PlayCount.Learning.Evaluation;

/// <summary>What skill over the constant chance gives the best of a listener's networks: a permutation test.</summary>
/// <remarks>
/// <para>Null hypothesis: plays have nothing to do with the sound. The statistic is the largest R2 of any network on the common songs.
/// Plays are dealt out anew among the songs of each fold, against the stored out-of-fold estimates; nothing is trained again.</para>
/// <para>Why within folds: a song's estimate and constant come from the plays of the other folds, so where those are high, the song's own
/// fold is low. Dealt across folds, that alone makes a network that ignores its training songs look skilled. Within a fold all songs
/// share training songs and constant, and each fold alone is tested exactly.</para>
/// <para>Why deviations are widened: the folds together are not independent, since the plays that fold 1 is judged by trained the
/// networks that fold 2 is judged by. For estimates linear in the plays, y'Ky summed over pairs of songs of different folds, a pair counts
/// once in each direction: the variance is at most twice what dealing shows, and twice where K is symmetric, as in kernel and ridge
/// regression. So each dealt statistic's distance from its mean is taken times the square root of 2. No unbiased estimate of that variance
/// exists (Bengio and Grandvalet, 2004).</para>
/// </remarks>
internal sealed class SkillByChance
{
    /// <summary>Most by which sharing training songs can raise the variance of the folds' sum, for estimates linear in the plays.</summary>
    public const double VarianceOfSharedTraining = 2;

    /// <summary>What a meeting of dealt plays and estimates, over the constant's error, adds to R2, widened.</summary>
    public static readonly double Widened = 2 * Math.Sqrt(VarianceOfSharedTraining);

    private readonly CommonSongs _songs;
    private readonly FoldShuffle _shuffle;
    private readonly double[] _means;
    private readonly double _scale;

    /// <param name="songs">With an error to take away.</param>
    public SkillByChance(CommonSongs songs)
    {
        (_songs, _shuffle) = (songs, new FoldShuffle(songs));
        var observed = _shuffle.Dealt.ToArray();
        // R2 is linear in how the centred plays meet the estimates: all else is the same in every deal.
        _means = [.. songs.Estimates.Select(
            (estimates, network) => songs.R2(network) - 2 / songs.ConstantError * FixedOrder.Dot(observed, estimates))];
        _scale = Widened / songs.ConstantError;
    }

    /// <summary>Whether there is anything to test: the constant errs, and some fold has two songs of different plays.</summary>
    public static bool CanTest(CommonSongs songs) =>
        songs.HasError && songs.Estimates.Length > 0 && new FoldShuffle(songs).CanDiffer;

    /// <summary>The centred plays as they were dealt last; shape (songs).</summary>
    public ReadOnlySpan<double> Dealt => _shuffle.Dealt;

    /// <summary>The largest R2 of any network with the plays dealt out anew.</summary>
    public double Next(Rng rng)
    {
        _shuffle.Deal(rng);
        var best = double.NegativeInfinity;
        for (var network = 0; network < _means.Length; network++)
            best = Math.Max(best, _means[network] + _scale * FixedOrder.Dot(_shuffle.Dealt, _songs.Estimates[network]));
        return best;
    }

    /// <summary>The share of deals, the true one among them, that give the best network at least the R2 it has:
    /// (1 + b) / (1 + B).</summary>
    /// <param name="songs">The listener's common songs.</param>
    /// <param name="deals">B.</param>
    /// <param name="rng">The deals.</param>
    /// <returns>Null where nothing can be dealt out anew, as where each fold holds out one song.</returns>
    public static double? P(CommonSongs songs, int deals, Rng rng)
    {
        if (!CanTest(songs))
            return null;
        var chance = new SkillByChance(songs);
        var observed = Enumerable.Range(0, songs.Estimates.Length).Max(songs.R2);
        var asGood = 0;
        for (var deal = 0; deal < deals; deal++)
            asGood += chance.Next(rng) >= observed ? 1 : 0;
        return (1.0 + asGood) / (1 + deals);
    }
}
