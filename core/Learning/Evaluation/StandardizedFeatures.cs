namespace PlayCount.Learning.Evaluation;

/// <summary>Features with mean 0 and population standard deviation 1 over the training rows; a constant feature becomes 0 there.</summary>
/// <param name="Training">Shape (training rows, features).</param>
/// <param name="Validation">Shape (validation rows, features), moved and scaled by the training rows' statistics.</param>
internal sealed record StandardizedFeatures(double[][] Training, double[][] Validation)
{
    /// <summary>A deviation below this is rounding, as for the networks (<see cref="Networks.InputScaling"/>).</summary>
    private const double Rounding = 1e-6;

    public static StandardizedFeatures Fit(float[][] training, float[][] validation)
    {
        var features = training[0].Length;
        if (features == 0)
            throw new ArgumentException("The training rows have no features; they need at least one.", nameof(training));
        Check("Training", training, features);
        Check("Validation", validation, features);
        var mean = new double[features];
        var inverseDeviation = new double[features];
        for (var feature = 0; feature < features; feature++)
            (mean[feature], inverseDeviation[feature]) = Statistics(training, feature);
        return new StandardizedFeatures(Apply(training, mean, inverseDeviation), Apply(validation, mean, inverseDeviation));
    }

    private static (double Mean, double InverseDeviation) Statistics(float[][] rows, int feature)
    {
        double first = rows[0][feature], sum = 0, squares = 0;
        foreach (var row in rows)
            sum += row[feature] - first; // from the first value, so that a constant feature gives exactly 0
        var mean = first + sum / rows.Length;
        foreach (var row in rows)
            squares += (row[feature] - mean) * (row[feature] - mean);
        var deviation = Math.Sqrt(squares / rows.Length);
        return (mean, deviation < Rounding ? 1 : 1 / deviation);
    }

    private static double[][] Apply(float[][] rows, double[] mean, double[] inverseDeviation)
    {
        var result = new double[rows.Length][];
        for (var row = 0; row < rows.Length; row++)
        {
            result[row] = new double[mean.Length];
            for (var feature = 0; feature < mean.Length; feature++)
                result[row][feature] = (rows[row][feature] - mean[feature]) * inverseDeviation[feature];
        }

        return result;
    }

    private static void Check(string side, float[][] rows, int features)
    {
        for (var row = 0; row < rows.Length; row++)
        {
            if (rows[row].Length != features)
                throw new ArgumentException(
                    $"{side} row {row} has {rows[row].Length} features; training row 0 has {features}.", nameof(rows));
            var odd = Array.FindIndex(rows[row], value => !float.IsFinite(value));
            if (odd >= 0)
                throw new ArgumentException($"{side} row {row} has '{rows[row][odd]}' as feature {odd}; it must be finite.", nameof(rows));
        }
    }
}
