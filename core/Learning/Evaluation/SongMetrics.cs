namespace PlayCount.Learning.Evaluation;

/// <summary>What a figure is measured in.</summary>
public enum MetricUnit
{
    /// <summary>The scaled units of the fold that held the song out.</summary>
    Scaled,

    /// <summary>Plays.</summary>
    Plays,
}

/// <summary>A figure over songs with its 95 % interval.</summary>
/// <param name="Name">Which: see <see cref="SongMetrics"/>.</param>
/// <param name="Unit">What the errors are measured in.</param>
/// <param name="Value">The figure; null where it cannot be told.</param>
/// <param name="Low">Lower end; null with fewer than 2 songs, or where most draws of songs give no figure.</param>
/// <param name="High">Upper end.</param>
public sealed record Metric(string Name, MetricUnit Unit, double? Value, double? Low, double? High);

/// <summary>Figures of held-out estimates, each song once.</summary>
/// <remarks>
/// <c>mse</c>, <c>rmse</c>, <c>mae</c>: mean squared error, its root, mean absolute error. <c>r2</c>: 1 - squared error over that of the
/// training mean. <c>spearman</c>, <c>kendall</c>: <see cref="RankCorrelations"/>. <c>poissonDeviance</c>: mean of
/// 2 (y ln(y / m) - (y - m)) with m the estimate, at least <see cref="LeastPlays"/>. <c>ndcg</c>: <see cref="TopRanking"/>.
/// </remarks>
public sealed class SongMetrics
{
    /// <summary>Estimates below count as this many plays where a logarithm is taken of them.</summary>
    public const double LeastPlays = 0.1;

    /// <summary>How often the songs are drawn for the intervals.</summary>
    public const int Resamples = 2_000;

    private static readonly (string Name, MetricUnit Unit)[] Named =
    [
        ("mse", MetricUnit.Scaled), ("rmse", MetricUnit.Scaled), ("mae", MetricUnit.Scaled), ("r2", MetricUnit.Scaled),
        ("mse", MetricUnit.Plays), ("rmse", MetricUnit.Plays), ("mae", MetricUnit.Plays), ("r2", MetricUnit.Plays),
        ("spearman", MetricUnit.Plays), ("kendall", MetricUnit.Plays), ("poissonDeviance", MetricUnit.Plays), ("ndcg", MetricUnit.Plays),
    ];

    private readonly Errors _scaled, _plays;
    private readonly double[] _deviances;
    private readonly RankCorrelations _correlations;
    private readonly TopRanking _top;

    private SongMetrics(IReadOnlyList<HeldOutSong> songs)
    {
        double[] plays = [.. songs.Select(song => song.Plays)];
        double[] estimates = [.. songs.Select(song => song.EstimatePlays)];
        _scaled = new(
            [.. songs.Select(song => song.EstimateScaled - song.Scaled)],
            [.. songs.Select(song => song.MeanScaled - song.Scaled)]);
        _plays = new(
            [.. songs.Select(song => song.EstimatePlays - song.Plays)],
            [.. songs.Select(song => song.MeanPlays - song.Plays)]);
        _deviances = [.. songs.Select(song => PoissonDeviance(song.Plays, song.EstimatePlays))];
        _correlations = new(estimates, plays);
        _top = new(estimates, plays);
    }

    /// <summary>All figures of a network, with intervals from drawing its songs with replacement (<see cref="Bootstrap"/>).</summary>
    /// <param name="songs">The held-out songs; at least one.</param>
    /// <param name="rng">The draws.</param>
    public static IReadOnlyList<Metric> Of(IReadOnlyList<HeldOutSong> songs, Rng rng)
    {
        var figures = Bootstrap.Figures(songs.Count, Named.Length, Resamples, new SongMetrics(songs).Compute, rng);
        return [.. Named.Zip(figures, (named, figure) => new Metric(named.Name, named.Unit, figure.Value, figure.Low, figure.High))];
    }

    /// <summary>Twice the log-likelihood that an estimate lacks to a perfect one, of plays that are Poisson distributed.</summary>
    /// <param name="plays">True plays, at least 0.</param>
    /// <param name="estimate">Estimated plays; below <see cref="LeastPlays"/> counts as that.</param>
    public static double PoissonDeviance(double plays, double estimate)
    {
        var mean = Math.Max(estimate, LeastPlays);
        return 2 * ((plays == 0 ? 0 : plays * Math.Log(plays / mean)) - (plays - mean));
    }

    private void Compute(ReadOnlySpan<int> times, Span<double> figures)
    {
        _scaled.Compute(times, figures);
        _plays.Compute(times, figures[4..]);
        figures[8] = _correlations.Spearman(times);
        figures[9] = _correlations.Kendall(times);
        double deviance = 0, count = 0;
        for (var song = 0; song < times.Length; song++)
        {
            deviance += times[song] * _deviances[song];
            count += times[song];
        }

        figures[10] = deviance / count;
        figures[11] = _top.Ndcg(times);
    }

    private sealed record Errors(double[] OfEstimate, double[] OfMean)
    {
        public void Compute(ReadOnlySpan<int> times, Span<double> figures)
        {
            double squared = 0, absolute = 0, reference = 0, count = 0;
            for (var song = 0; song < times.Length; song++)
            {
                squared += times[song] * OfEstimate[song] * OfEstimate[song];
                absolute += times[song] * Math.Abs(OfEstimate[song]);
                reference += times[song] * OfMean[song] * OfMean[song];
                count += times[song];
            }

            figures[0] = squared / count;
            figures[1] = Math.Sqrt(squared / count);
            figures[2] = absolute / count;
            figures[3] = reference == 0 ? double.NaN : 1 - squared / reference;
        }
    }
}
