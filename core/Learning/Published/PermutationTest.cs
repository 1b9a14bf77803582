using MathNet.Numerics.Distributions;

namespace PlayCount.Learning.Published;

/// <summary>A statistic, and how often chance brings one as far from 0.</summary>
/// <param name="Value">The statistic.</param>
/// <param name="PValue">Two-sided, in (0, 1].</param>
internal readonly record struct Tested(double Value, double PValue);

/// <summary>Tests by shuffling within strata: a listener's networks of one depth are shuffled among themselves alone.</summary>
/// <remarks>Source of the p-value (1 + as extreme) / (1 + shuffles): Phipson and Smyth, "Permutation p-values should never be zero",
/// 2010.</remarks>
internal static class PermutationTest
{
    /// <summary>Shuffles of each test.</summary>
    public const int Shuffles = 9_999;

    private const int StreamName = 0x434C4149; // "CLAI": keeps these draws apart from all others
    private const double Slack = 1e-12; // sums in another order differ in the last bits and are equal all the same

    /// <summary>Spearman's correlation within each stratum, mean over the strata; the second list is shuffled.</summary>
    /// <param name="strata">Each of at least two pairs; neither list of all equal numbers.</param>
    public static Tested Spearman(IReadOnlyList<(double[] Left, double[] Right)> strata) => Test(
        [.. strata.Select(stratum =>
        {
            var (left, right) = (CentredRanks(stratum.Left), CentredRanks(stratum.Right));
            var scale = Math.Sqrt(Squares(left) * Squares(right)) * strata.Count;
            return (left.Select(rank => rank / scale).ToArray(), right);
        })]);

    /// <summary>Mean of the marked values less the mean of all in their stratum, over all marked; the marks are shuffled.</summary>
    public static Tested MeanOfMarked(IReadOnlyList<(double[] Values, bool[] Marked)> strata)
    {
        var marked = strata.Sum(stratum => stratum.Marked.Count(mark => mark));
        return Test([.. strata.Select(stratum =>
        {
            var mean = stratum.Values.Average();
            return (stratum.Values.Select(value => (value - mean) / marked).ToArray(),
                stratum.Marked.Select(mark => mark ? 1.0 : 0).ToArray());
        })]);
    }

    /// <summary>Mean of paired differences; each difference's sign is thrown anew.</summary>
    public static Tested MeanDifference(IReadOnlyList<double> differences)
    {
        var rng = Rng.For(0, StreamName, differences.Count);
        var value = differences.Average();
        var extreme = 0;
        for (var shuffle = 0; shuffle < Shuffles; shuffle++)
        {
            var sum = 0.0;
            foreach (var difference in differences)
                sum += rng.NextInt(2) == 0 ? difference : -difference;
            if (Math.Abs(sum / differences.Count) >= Math.Abs(value) - Slack)
                extreme++;
        }

        return new Tested(value, (1.0 + extreme) / (1 + Shuffles));
    }

    /// <summary>95 % interval of a share, exact.</summary>
    /// <remarks>Source: Clopper and Pearson, "The use of confidence or fiducial limits", 1934.</remarks>
    public static (double Low, double High) Interval(int count, int of) => (
        count == 0 ? 0 : Beta.InvCDF(count, of - count + 1, 0.025),
        count == of ? 1 : Beta.InvCDF(count + 1, of - count, 0.975));

    /// <summary>95 % interval of the mean of differences, by Student's distribution.</summary>
    public static (double Low, double High) Interval(IReadOnlyList<double> differences)
    {
        var (mean, count) = (differences.Average(), differences.Count);
        var half = StudentT.InvCDF(0, 1, count - 1, 0.975) * Deviation(differences) / Math.Sqrt(count);
        return (mean - half, mean + half);
    }

    /// <summary>Sample standard deviation; at least two values.</summary>
    public static double Deviation(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
    }

    /// <summary>The sum of products of two lists; the second is shuffled within each stratum.</summary>
    private static Tested Test((double[] Fixed, double[] Shuffled)[] strata)
    {
        var rng = Rng.For(0, StreamName, strata.Length, strata.Sum(stratum => stratum.Fixed.Length));
        var value = Products(strata);
        var extreme = 0;
        for (var shuffle = 0; shuffle < Shuffles; shuffle++)
        {
            foreach (var (_, shuffled) in strata)
                rng.Shuffle<double>(shuffled);
            if (Math.Abs(Products(strata)) >= Math.Abs(value) - Slack)
                extreme++;
        }

        return new Tested(value, (1.0 + extreme) / (1 + Shuffles));
    }

    private static double Products((double[] Fixed, double[] Shuffled)[] strata)
    {
        var sum = 0.0;
        foreach (var (left, right) in strata)
        {
            for (var i = 0; i < left.Length; i++)
                sum += left[i] * right[i];
        }

        return sum;
    }

    /// <summary>Ranks less their mean, equals sharing theirs.</summary>
    private static double[] CentredRanks(double[] values)
    {
        var ranks = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
            ranks[i] = values.Count(other => other < values[i]) + ((values.Count(other => other == values[i]) - values.Length) / 2.0);
        return ranks;
    }

    private static double Squares(double[] values) => values.Sum(value => value * value);
}
