namespace PlayCount.Learning.Evaluation;

/// <summary>k-nearest neighbours: the mean target of the k training rows at the smallest Euclidean distance; k is tuned.</summary>
/// <remarks>Rows at one distance count in their order.</remarks>
internal static class NearestRows
{
    /// <summary>Numbers of neighbours to choose from; as many as there are rows where these are fewer.</summary>
    public static IReadOnlyList<int> Neighbours { get; } = [20, 10, 5, 3, 1];

    /// <inheritdoc cref="TunedModel"/>
    public static double[][] Predict(double[][] points, double[] targets, double[][] others)
    {
        int[] ascending = [.. Neighbours.Reverse().Select(k => Math.Min(k, points.Length))];
        var estimates = Array.ConvertAll(ascending, _ => new double[others.Length]);
        for (var row = 0; row < others.Length; row++)
        {
            var means = MeansOfNearest(others[row], points, targets, ascending);
            for (var i = 0; i < means.Length; i++)
                estimates[^(i + 1)][row] = means[i];
        }

        return estimates;
    }

    /// <summary>For each k of an ascending list, the mean target of the k rows nearest to a point.</summary>
    private static double[] MeansOfNearest(double[] point, double[][] points, double[] targets, int[] ks)
    {
        Span<(double Distance, int Row)> nearest = stackalloc (double, int)[ks[^1]];
        nearest.Fill((double.PositiveInfinity, -1));
        for (var row = 0; row < points.Length; row++)
            Insert(nearest, FixedOrder.SquaredDistance(point, points[row]), row);

        var means = new double[ks.Length];
        var (sum, taken) = (0.0, 0);
        for (var i = 0; i < ks.Length; i++)
        {
            for (; taken < ks[i]; taken++)
                sum += targets[nearest[taken].Row];
            means[i] = sum / taken;
        }

        return means;
    }

    /// <summary>Keeps the list ascending by distance; a row never passes an earlier one at its own distance.</summary>
    private static void Insert(Span<(double Distance, int Row)> nearest, double distance, int row)
    {
        if (distance >= nearest[^1].Distance)
            return;

        var place = nearest.Length - 1;
        for (; place > 0 && nearest[place - 1].Distance > distance; place--)
            nearest[place] = nearest[place - 1];
        nearest[place] = (distance, row);
    }
}
