namespace PlayCount.Inference.Ranking;

/// <summary>Numbers minus their mean, over their population standard deviation.</summary>
internal static class Standardized
{
    /// <param name="numbers">Finite; of any size.</param>
    /// <returns>Shape as given; all 0 where the numbers are all equal.</returns>
    public static double[] Of(IReadOnlyList<double> numbers)
    {
        var largest = numbers.Select(Math.Abs).DefaultIfEmpty().Max();
        if (numbers.Distinct().Count() < 2)
            return new double[numbers.Count];
        // In units of the largest: squares of very large or very small numbers leave the range.
        var scaled = numbers.Select(number => number / largest).ToArray();
        var mean = scaled.Average();
        var deviation = Math.Sqrt(scaled.Average(number => (number - mean) * (number - mean)));
        return Array.ConvertAll(scaled, number => deviation > 0 ? (number - mean) / deviation : 0);
    }
}
