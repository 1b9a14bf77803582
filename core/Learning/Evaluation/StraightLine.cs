namespace PlayCount.Learning.Evaluation;

/// <summary>Least squares of one number on another.</summary>
internal static class StraightLine
{
    /// <summary>Estimates other rows; the targets' mean where the training rows do not vary.</summary>
    /// <param name="values">Shape (training rows), at least one.</param>
    /// <param name="targets">Shape (training rows).</param>
    /// <param name="others">Shape (other rows).</param>
    public static double[] Predict(double[] values, double[] targets, double[] others)
    {
        var (centre, mean) = (Baselines.Average(values), Baselines.Average(targets));
        double squares = 0, products = 0;
        for (var row = 0; row < values.Length; row++)
        {
            squares += (values[row] - centre) * (values[row] - centre);
            products += (values[row] - centre) * (targets[row] - mean);
        }

        var slope = squares == 0 ? 0 : products / squares;
        return Array.ConvertAll(others, value => mean + slope * (value - centre));
    }
}
