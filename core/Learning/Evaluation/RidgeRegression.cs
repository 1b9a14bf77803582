namespace PlayCount.Learning.Evaluation;

/// <summary>Linear regression with a penalty on the squared weights; the intercept goes free.</summary>
/// <remarks>
/// The penalty is the one with the lowest leave-one-out error on the training rows, found without refitting from the hat matrix:
/// the left-out residual of row i is its residual / (1 - h_ii) (Allen's PRESS). A left-out row still counts in the features'
/// standardization. Ties go to the larger penalty.
/// </remarks>
internal sealed class RidgeRegression
{
    /// <summary>Two errors closer than this share are one: the exact values can be equal for every penalty (two training rows).</summary>
    private const double TieShare = 1e-9;

    /// <summary>Penalties tried, as multiples of the number of features that vary (a feature's sum of squares is the number of
    /// rows).</summary>
    private static readonly double[] PenaltiesPerFeature =
        [1e4, 3e3, 1e3, 3e2, 1e2, 3e1, 1e1, 3, 1, 3e-1, 1e-1, 3e-2, 1e-2, 3e-3, 1e-3];

    private readonly PrincipalComponents _components;
    private readonly double[] _targets;
    private readonly double _mean;
    private readonly double[] _covariances; // (axes): training coordinates times centred targets

    public RidgeRegression(ReadOnlySpan<double> targets, PrincipalComponents components)
    {
        _components = components;
        _targets = targets.ToArray();
        _mean = Baselines.Average(targets);
        var centred = Array.ConvertAll(_targets, target => target - _mean);
        _covariances = Array.ConvertAll(components.Training, axis => FixedOrder.Dot(axis, centred));
    }

    /// <summary>Penalties to choose from, falling; none when no feature varies.</summary>
    public IEnumerable<double> Penalties => _components.Squares.Length == 0
        ? []
        : PenaltiesPerFeature.Select(penalty => penalty * _components.Squares.Sum() / _targets.Length);

    /// <summary>Predicts the validation rows with the penalty that leave-one-out chooses.</summary>
    public static double[] Predict(ReadOnlySpan<double> targets, StandardizedFeatures features)
    {
        var ridge = new RidgeRegression(targets, PrincipalComponents.Of(features));
        return ridge.Predict(ridge.ChoosePenalty(), features.Validation.Length);
    }

    /// <summary>The penalty with the lowest leave-one-out error; infinite, which is the mean alone, when no feature varies.</summary>
    public double ChoosePenalty()
    {
        var (best, bestError) = (double.PositiveInfinity, double.PositiveInfinity);
        foreach (var penalty in Penalties)
        {
            var error = LeaveOneOutError(penalty);
            if (double.IsInfinity(best) || error < bestError * (1 - TieShare))
                (best, bestError) = (penalty, error);
        }

        return best;
    }

    /// <summary>Predicts the validation rows with a given penalty; shape (validation rows).</summary>
    public double[] Predict(double penalty, int validationRows) => Evaluate(_components.Validation, penalty, validationRows);

    /// <summary>Mean squared error of predicting each training row from the others.</summary>
    public double LeaveOneOutError(double penalty)
    {
        var fitted = Evaluate(_components.Training, penalty, _targets.Length);
        var leverages = Leverages(penalty);
        var sum = 0.0;
        for (var row = 0; row < _targets.Length; row++)
        {
            var leftOut = (_targets[row] - fitted[row]) / (1 - leverages[row]);
            sum += leftOut * leftOut;
        }

        return sum / _targets.Length;
    }

    private double[] Evaluate(double[][] coordinates, double penalty, int rows)
    {
        var estimates = new double[rows];
        Array.Fill(estimates, _mean);
        for (var axis = 0; axis < coordinates.Length; axis++)
        {
            var weight = _covariances[axis] / (_components.Squares[axis] + penalty);
            for (var row = 0; row < rows; row++)
                estimates[row] += weight * coordinates[axis][row];
        }

        return estimates;
    }

    /// <summary>The hat matrix' diagonal: 1 / rows for the intercept plus what each axis adds.</summary>
    private double[] Leverages(double penalty)
    {
        var leverages = new double[_targets.Length];
        Array.Fill(leverages, 1.0 / leverages.Length);
        for (var axis = 0; axis < _components.Squares.Length; axis++)
        {
            var scale = 1 / (_components.Squares[axis] + penalty);
            var coordinates = _components.Training[axis];
            for (var row = 0; row < leverages.Length; row++)
                leverages[row] += coordinates[row] * coordinates[row] * scale;
        }

        return leverages;
    }
}
