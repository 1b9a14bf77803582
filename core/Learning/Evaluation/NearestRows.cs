namespace PlayCount.Learning.Evaluation;

/// <summary>k-nearest neighbours: the mean target of the k training rows at the smallest Euclidean distance.</summary>
/// <remarks>
/// k is the candidate with the lowest leave-one-out error on the training rows, the larger of two equals. A training row is left out of
/// the neighbours but not of the features' standardization. Rows at one distance count in their order. Under <c>paper-*</c> the rows
/// are samples, and other samples of the left-out row's song stay: k comes out small there.
/// </remarks>
internal static class NearestRows
{
    private static readonly int[] Candidates = [1, 3, 5, 10, 20];

    public static double[] Predict(ReadOnlySpan<double> targets, StandardizedFeatures features)
    {
        var neighbours = ChooseNeighbours(targets, features.Training);
        var predictions = new double[features.Validation.Length];
        for (var row = 0; row < predictions.Length; row++)
            predictions[row] = MeansOfNearest(features.Validation[row], targets, features.Training, leftOut: -1, [neighbours])[0];
        return predictions;
    }

    /// <summary>The k to use; 1 when there is no second training row to choose by.</summary>
    public static int ChooseNeighbours(ReadOnlySpan<double> targets, double[][] rows)
    {
        var most = rows.Length - 1;
        int[] candidates = [.. Candidates.Select(k => Math.Min(k, most)).Where(k => k > 0).Distinct()];
        if (candidates.Length == 0)
            return 1;

        var errors = new double[candidates.Length];
        for (var row = 0; row < rows.Length; row++)
        {
            var predictions = MeansOfNearest(rows[row], targets, rows, row, candidates);
            for (var i = 0; i < candidates.Length; i++)
                errors[i] += (predictions[i] - targets[row]) * (predictions[i] - targets[row]);
        }

        var best = 0;
        for (var i = 1; i < candidates.Length; i++)
            best = errors[i] <= errors[best] ? i : best;
        return candidates[best];
    }

    /// <summary>For each k of an ascending list, the mean target of the k rows nearest to a point.</summary>
    private static double[] MeansOfNearest(double[] point, ReadOnlySpan<double> targets, double[][] rows, int leftOut, int[] ks)
    {
        Span<(double Distance, int Row)> nearest = stackalloc (double, int)[ks[^1]];
        nearest.Fill((double.PositiveInfinity, -1));
        for (var row = 0; row < rows.Length; row++)
        {
            if (row != leftOut)
                Insert(nearest, FixedOrder.SquaredDistance(point, rows[row]), row);
        }

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
