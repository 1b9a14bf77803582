namespace PlayCount.Learning.Evaluation;

/// <summary>Linear regression with a penalty on the squared weights, which is tuned; the intercept goes free.</summary>
internal sealed class RidgeRegression
{
    private readonly PrincipalComponents _components;
    private readonly double _mean;
    private readonly double[] _covariances; // (axes): training coordinates times centred targets

    /// <param name="targets">Shape (rows).</param>
    /// <param name="components">The rows, centred.</param>
    public RidgeRegression(ReadOnlySpan<double> targets, PrincipalComponents components)
    {
        _components = components;
        _mean = Baselines.Average(targets);
        var centred = Array.ConvertAll(targets.ToArray(), target => target - _mean);
        _covariances = Array.ConvertAll(components.Training, axis => FixedOrder.Dot(axis, centred));
    }

    /// <summary>Penalties tried, as multiples of a row's mean square, which is the number of standardized features that vary.</summary>
    public static IReadOnlyList<double> PenaltiesPerSquare { get; } =
        [1e4, 3e3, 1e3, 3e2, 1e2, 3e1, 1e1, 3, 1, 3e-1, 1e-1, 3e-2, 1e-2, 3e-3, 1e-3];

    /// <inheritdoc cref="TunedModel"/>
    public static double[][] Predict(double[][] points, double[] targets, double[][] others)
    {
        var mean = Baselines.Average(targets);
        if (points[0].Length == 0)
            return [.. PenaltiesPerSquare.Select(_ => Baselines.Constant(mean, others.Length))];
        var components = PrincipalComponents.Of(Centred(points, others));
        var ridge = new RidgeRegression(targets, components);
        var square = components.Squares.Sum() / points.Length;
        return [.. PenaltiesPerSquare.Select(penalty => ridge.Predict(penalty * square, others.Length))];
    }

    /// <summary>Predicts the validation rows with a given penalty; shape (validation rows).</summary>
    public double[] Predict(double penalty, int validationRows)
    {
        var estimates = Baselines.Constant(_mean, validationRows);
        for (var axis = 0; axis < _covariances.Length; axis++)
        {
            var weight = _covariances[axis] / (_components.Squares[axis] + penalty);
            for (var row = 0; row < validationRows; row++)
                estimates[row] += weight * _components.Validation[axis][row];
        }

        return estimates;
    }

    private static StandardizedFeatures Centred(double[][] points, double[][] others)
    {
        var centre = new double[points[0].Length];
        for (var axis = 0; axis < centre.Length; axis++)
            centre[axis] = Baselines.Average(Array.ConvertAll(points, point => point[axis]));
        return new StandardizedFeatures(Array.ConvertAll(points, Move), Array.ConvertAll(others, Move));

        double[] Move(double[] point) => [.. point.Select((value, axis) => value - centre[axis])];
    }
}
