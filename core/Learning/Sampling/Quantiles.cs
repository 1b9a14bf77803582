namespace PlayCount.Learning.Sampling;

/// <summary>Quantiles by linear interpolation between the two nearest ranks, NumPy's default.</summary>
/// <remarks>Source: Hyndman and Fan, "Sample quantiles in statistical packages", 1996, type 7.</remarks>
internal static class Quantiles
{
    /// <summary>The value below which the given share of the values lies.</summary>
    /// <param name="sorted">At least one value, ascending.</param>
    /// <param name="share">In [0, 1]; 0.5 is the median.</param>
    public static double OfSorted(ReadOnlySpan<double> sorted, double share)
    {
        var rank = share * (sorted.Length - 1);
        var below = (int)rank;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (sorted[above] - sorted[below]) * (rank - below);
    }

    /// <summary>The values in ascending order, the argument left as it is.</summary>
    public static double[] Sorted(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return sorted;
    }
}
