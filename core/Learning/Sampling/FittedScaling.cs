namespace PlayCount.Learning.Sampling;

/// <summary>How play counts become the numbers a network learns.</summary>
public enum TargetScaling
{
    /// <summary>(plays - median) / interquartile range: what the study's program does.</summary>
    Robust,

    /// <summary>(plays - mean) / population standard deviation: what the paper's text says.</summary>
    Standard,
}

/// <summary>A scaling with the centre and spread it found in a set of songs.</summary>
/// <param name="Kind">Which scaling this is.</param>
/// <param name="Centre">The plays that become 0: the median or the mean.</param>
/// <param name="Spread">The plays that become 1 unit: the interquartile range or the standard deviation, 1 where that is 0.</param>
/// <remarks>Source: the paper, section 3.3.1, for <c>standard</c>; the study's program for <c>robust</c>.</remarks>
public sealed record FittedScaling(TargetScaling Kind, double Centre, double Spread)
{
    /// <summary>Finds centre and spread.</summary>
    /// <param name="kind">Which scaling.</param>
    /// <param name="plays">Plays, one number a song; at least one.</param>
    /// <exception cref="ArgumentException"><paramref name="plays"/> is empty or holds a number that is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="kind"/> is not a known scaling.</exception>
    public static FittedScaling Fit(TargetScaling kind, ReadOnlySpan<double> plays)
    {
        if (plays.IsEmpty)
            throw new ArgumentException("A scaling needs the plays of at least one song; it was given none.", nameof(plays));
        foreach (var count in plays)
        {
            if (!double.IsFinite(count))
                throw new ArgumentException($"A scaling needs finite plays; one song has '{count}'.", nameof(plays));
        }

        var sorted = Quantiles.Sorted(plays);
        var (centre, spread) = kind switch
        {
            TargetScaling.Robust => MedianAndInterquartileRange(sorted),
            TargetScaling.Standard => MeanAndDeviation(sorted),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "The scaling is neither robust nor standard."),
        };
        return new FittedScaling(kind, centre, spread == 0 ? 1 : spread);
    }

    /// <summary>Plays to scaled units.</summary>
    public double Scale(double plays) => (plays - Centre) / Spread;

    /// <summary>Scaled units to plays: undoes <see cref="Scale"/>.</summary>
    public double Unscale(double scaled) => scaled * Spread + Centre;

    private static (double Centre, double Spread) MedianAndInterquartileRange(double[] sorted) =>
        (Quantiles.OfSorted(sorted, 0.5), Quantiles.OfSorted(sorted, 0.75) - Quantiles.OfSorted(sorted, 0.25));

    private static (double Centre, double Spread) MeanAndDeviation(double[] sorted)
    {
        if (sorted[0] == sorted[^1])
            return (sorted[0], 0); // rounding in the mean would make this a tiny number instead

        var mean = sorted.Average();
        return (mean, Math.Sqrt(sorted.Average(count => (count - mean) * (count - mean))));
    }
}
