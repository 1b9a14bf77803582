using PlayCount.Learning.Sampling;

namespace PlayCount.Learning.Evaluation;

/// <summary>What a network has to beat: two constants, the nearest songs and a linear model, fitted on its own training rows.</summary>
public static class Baselines
{
    /// <summary>Fits every baseline on the training rows and predicts the validation rows.</summary>
    /// <param name="trainTargets">Targets; shape (training rows), at least one, finite.</param>
    /// <param name="trainFeatures">Pooled features; shape (training rows, features), finite.</param>
    /// <param name="validationFeatures">Pooled features; shape (validation rows, features), finite.</param>
    /// <remarks>
    /// Rows are songs under split <c>sound</c> and samples under <c>paper-*</c>. A row's features are the mean of its clips' vectors,
    /// so nothing here knows the order of the clips. Under <c>sound</c> the result depends on the steps only through which songs
    /// are long enough: equal rows need not be computed twice.
    /// </remarks>
    /// <exception cref="ArgumentException">There is no training row, the shapes disagree, or a number is not finite.</exception>
    public static BaselinePredictions Predict(ReadOnlySpan<double> trainTargets, float[][] trainFeatures, float[][] validationFeatures)
    {
        Check(trainTargets, trainFeatures);
        var sorted = Quantiles.Sorted(trainTargets);
        var features = StandardizedFeatures.Fit(trainFeatures, validationFeatures);
        return new BaselinePredictions(new OrderedDictionary<string, double[]>
        {
            [BaselineNames.Mean] = Constant(Average(trainTargets), validationFeatures.Length),
            [BaselineNames.Median] = Constant(Quantiles.OfSorted(sorted, 0.5), validationFeatures.Length),
            [BaselineNames.Knn] = NearestRows.Predict(trainTargets, features),
            [BaselineNames.Ridge] = RidgeRegression.Predict(trainTargets, features),
        });
    }

    /// <summary>The mean, exact when all values are equal.</summary>
    internal static double Average(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value - values[0];
        return values[0] + sum / values.Length;
    }

    private static double[] Constant(double value, int rows)
    {
        var predictions = new double[rows];
        Array.Fill(predictions, value);
        return predictions;
    }

    private static void Check(ReadOnlySpan<double> targets, float[][] features)
    {
        if (targets.IsEmpty)
            throw new ArgumentException("The baselines need at least one training row; they were given none.", nameof(targets));
        if (features.Length != targets.Length)
        {
            throw new ArgumentException(
                $"There are {features.Length} training rows of features for {targets.Length} targets; there must be as many.",
                nameof(features));
        }

        for (var row = 0; row < targets.Length; row++)
        {
            if (!double.IsFinite(targets[row]))
                throw new ArgumentException($"Training row {row} has the target '{targets[row]}'; it must be finite.", nameof(targets));
        }
    }
}
