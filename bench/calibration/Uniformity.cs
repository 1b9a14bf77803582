namespace PlayCount.Calibration.Bench;

/// <summary>How far p-values are from uniform: Kolmogorov and Smirnov's one-sample test.</summary>
internal static class Uniformity
{
    /// <summary>The largest distance of the share of p-values up to some x above x (liberal) and below it (cautious).</summary>
    public static (double Above, double Below) Distances(IEnumerable<double> p)
    {
        double[] sorted = [.. p.Order()];
        return (
            sorted.Select((value, place) => (place + 1.0) / sorted.Length - value).Max(),
            sorted.Select((value, place) => value - (double)place / sorted.Length).Max());
    }

    /// <summary>Chance of a distance as large on one side, where they are uniform: exp(-2 n d²), Smirnov's limit.</summary>
    public static double OneSidedP(double distance, int count) => Math.Exp(-2 * count * Math.Max(distance, 0) * Math.Max(distance, 0));

    /// <summary>The same on either side, Kolmogorov's limit.</summary>
    public static double TwoSidedP(double distance, int count)
    {
        const int Terms = 100;
        var sum = 0.0;
        for (var term = 1; term <= Terms; term++)
            sum += (term % 2 == 1 ? 2 : -2) * Math.Exp(-2.0 * term * term * count * distance * distance);
        return Math.Clamp(sum, 0, 1);
    }
}
