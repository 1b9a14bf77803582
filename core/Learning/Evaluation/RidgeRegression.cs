namespace PlayCount.Learning.Evaluation;

/// <summary>Linear regression with a penalty on the squared weights; the intercept goes free.</summary>
/// <remarks>
/// The penalty is the one with the lowest leave-one-out error on the training rows, found without refitting from the hat matrix:
/// the left-out residual of row i is its residual / (1 - h_ii) (Allen's PRESS). A left-out row still counts in the features'
/// standardization. Ties go to the larger penalty.
/// </remarks>
internal static class RidgeRegression
{
    /// <summary>Two errors closer than this share are one: the exact values can be equal for every penalty (two training rows).</summary>
    private const double TieShare = 1e-9;

    /// <summary>Penalties tried, as multiples of the number of features that vary (a feature's sum of squares is the number of rows).</summary>
    private static readonly double[] PenaltiesPerFeature =
        [1e4, 3e3, 1e3, 3e2, 1e2, 3e1, 1e1, 3, 1, 3e-1, 1e-1, 3e-2, 1e-2, 3e-3, 1e-3];

    public static double[] Predict(ReadOnlySpan<double> targets, StandardizedFeatures features)
    {
        var mean = Baselines.Average(targets);
        var predictions = new double[features.Validation.Length];
        Array.Fill(predictions, mean);
        var components = PrincipalComponents.Of(features);
        if (components.Squares.Length == 0)
            return predictions;

        var covariances = Covariances(components, targets, mean);
        var penalty = ChoosePenalty(components, covariances, targets, mean);
        Add(components.Validation, Weights(components, covariances, penalty), predictions);
        return predictions;
    }

    /// <summary>The penalties to choose from for these rows, falling.</summary>
    public static double[] Penalties(PrincipalComponents components)
    {
        var varyingFeatures = components.Squares.Sum() / components.Training[0].Length;
        return Array.ConvertAll(PenaltiesPerFeature, penalty => penalty * varyingFeatures);
    }

    /// <summary>Mean squared error of predicting each training row from the others.</summary>
    public static double LeaveOneOutError(PrincipalComponents components, double[] covariances, ReadOnlySpan<double> targets, double mean, double penalty)
    {
        var fitted = new double[targets.Length];
        Array.Fill(fitted, mean);
        Add(components.Training, Weights(components, covariances, penalty), fitted);
        var leverages = Leverages(components, penalty);
        var sum = 0.0;
        for (var row = 0; row < targets.Length; row++)
        {
            var leftOut = (targets[row] - fitted[row]) / (1 - leverages[row]);
            sum += leftOut * leftOut;
        }

        return sum / targets.Length;
    }

    /// <summary>Inner product of each axis' training coordinates with the centred targets; shape (axes).</summary>
    public static double[] Covariances(PrincipalComponents components, ReadOnlySpan<double> targets, double mean)
    {
        var centred = new double[targets.Length];
        for (var row = 0; row < centred.Length; row++)
            centred[row] = targets[row] - mean;
        return Array.ConvertAll(components.Training, axis => FixedOrder.Dot(axis, centred));
    }

    private static double ChoosePenalty(PrincipalComponents components, double[] covariances, ReadOnlySpan<double> targets, double mean)
    {
        var (best, bestError) = (double.NaN, double.PositiveInfinity);
        foreach (var penalty in Penalties(components))
        {
            var error = LeaveOneOutError(components, covariances, targets, mean, penalty);
            if (double.IsNaN(best) || error < bestError * (1 - TieShare))
                (best, bestError) = (penalty, error);
        }

        return best;
    }

    private static double[] Weights(PrincipalComponents components, double[] covariances, double penalty)
    {
        var weights = new double[covariances.Length];
        for (var axis = 0; axis < weights.Length; axis++)
            weights[axis] = covariances[axis] / (components.Squares[axis] + penalty);
        return weights;
    }

    /// <summary>The hat matrix' diagonal: 1 / rows for the intercept plus what each axis adds.</summary>
    private static double[] Leverages(PrincipalComponents components, double penalty)
    {
        var leverages = new double[components.Training[0].Length];
        Array.Fill(leverages, 1.0 / leverages.Length);
        for (var axis = 0; axis < components.Squares.Length; axis++)
        {
            var scale = 1 / (components.Squares[axis] + penalty);
            for (var row = 0; row < leverages.Length; row++)
                leverages[row] += components.Training[axis][row] * components.Training[axis][row] * scale;
        }

        return leverages;
    }

    private static void Add(double[][] coordinates, double[] weights, double[] sums)
    {
        for (var axis = 0; axis < weights.Length; axis++)
        {
            for (var row = 0; row < sums.Length; row++)
                sums[row] += weights[axis] * coordinates[axis][row];
        }
    }
}
