namespace PlayCount.Learning.Evaluation;

/// <summary>Gradient boosting of small regression trees on squared error; their depth and number are tuned.</summary>
/// <remarks>
/// From the mean on, each tree is fitted to what is left over and a tenth of it is added. Source: Friedman, "Greedy function
/// approximation: a gradient boosting machine", 2001, algorithm 2 (LS_Boost) with shrinkage.
/// </remarks>
internal static class BoostedTrees
{
    /// <summary>The share of each tree that is added.</summary>
    public const double LearningRate = 0.1;

    /// <summary>Rows in a leaf, at least: fewer would repeat single songs.</summary>
    public const int LeafRows = 5;

    private static readonly int[] Depths = [1, 2, 3];

    private static readonly int[] Rounds = [5, 10, 20, 40, 80];

    /// <summary>The settings, the most cautious first: no tree at all, then few before many and shallow before deep.</summary>
    public static IReadOnlyList<(int Rounds, int Depth)> Settings { get; } =
        [(0, 1), .. from rounds in Rounds from depth in Depths select (rounds, depth)];

    /// <inheritdoc cref="TunedModel"/>
    public static double[][] Predict(double[][] points, double[] targets, double[][] others)
    {
        var sorted = SortedAxes.Of(points);
        var stages = Depths.ToDictionary(depth => depth, depth => Boost(sorted, targets, others, depth).ToArray());
        return [.. Settings.Select(setting => stages[setting.Depth][setting.Rounds])];
    }

    /// <summary>The estimates after 0, 1, 2, ... trees; each of shape (other rows).</summary>
    internal static IEnumerable<double[]> Boost(SortedAxes sorted, double[] targets, double[][] others, int depth)
    {
        var mean = Baselines.Average(targets);
        var left = Array.ConvertAll(targets, target => target - mean);
        var estimates = Baselines.Constant(mean, others.Length);
        yield return estimates;
        for (var round = 1; round <= Rounds[^1]; round++)
        {
            var tree = RegressionTree.Grow(sorted, left, depth, LeafRows);
            for (var row = 0; row < left.Length; row++)
                left[row] -= LearningRate * tree.Estimate(sorted.Points[row]);
            estimates = [.. estimates.Select((estimate, row) => estimate + LearningRate * tree.Estimate(others[row]))];
            yield return estimates;
        }
    }
}
