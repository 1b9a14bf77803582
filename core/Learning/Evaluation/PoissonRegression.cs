using MathNet.Numerics.LinearAlgebra;

namespace PlayCount.Learning.Evaluation;

/// <summary>
/// Poisson regression of counts, exp(b + wx), with a penalty on the squared weights, which is tuned; the intercept goes free.
/// </summary>
/// <remarks>
/// Minimizes sum(m - y log m) + penalty / 2 |w|² by Newton's method, each penalty from the weights of the one before. Source: McCullagh and
/// Nelder, "Generalized Linear Models", 1989, sections 2.5 and 6.2. An estimate is at most the largest training count, because the
/// exponential of one outlying song would decide a whole score.
/// </remarks>
internal sealed class PoissonRegression
{
    private const int MostSteps = 100;
    private const int MostHalvings = 40;

    /// <summary>Newton's method is through when a step can better the objective by less than this share of it.</summary>
    private const double Share = 1e-12;

    private readonly double[][] _columns; // (1 + axes, rows): ones, then the coordinates
    private readonly double[] _counts;
    private double[] _weights;            // (1 + axes): intercept first

    /// <param name="points">Shape (rows, axes).</param>
    /// <param name="counts">Shape (rows), 0 and more, not all 0.</param>
    public PoissonRegression(double[][] points, double[] counts)
    {
        _counts = counts;
        _columns = [Baselines.Constant(1, counts.Length),
            .. Enumerable.Range(0, points[0].Length).Select(axis => Array.ConvertAll(points, point => point[axis]))];
        _weights = new double[_columns.Length];
        _weights[0] = Math.Log(Baselines.Average(counts));
    }

    /// <inheritdoc cref="TunedModel"/>
    public static double[][] Predict(double[][] points, double[] targets, double[][] others)
    {
        var mean = Baselines.Average(targets);
        if (mean <= 0)
            return [.. RidgeRegression.PenaltiesPerSquare.Select(_ => Baselines.Constant(0, others.Length))];
        var regression = new PoissonRegression(points, targets);
        var square = mean * points.Sum(point => FixedOrder.Dot(point, point)) / points.Length; // as ridge's, weighted as Newton weighs
        var largest = Math.Log(targets.Max());
        return [.. RidgeRegression.PenaltiesPerSquare.Select(penalty =>
        {
            regression.Fit(penalty * square);
            return Array.ConvertAll(others, point => Math.Exp(Math.Min(regression.LogMean(point), largest)));
        })];
    }

    /// <summary>The logarithm of the expected count of a row.</summary>
    public double LogMean(double[] point) => _weights[0] + FixedOrder.Dot(_weights.AsSpan(1), point);

    /// <summary>Finds the weights for a penalty, from those of the last one.</summary>
    public void Fit(double penalty)
    {
        var (objective, means) = Evaluate(_weights, penalty);
        for (var step = 0; step < MostSteps; step++)
        {
            var gradient = Gradient(means, penalty);
            var direction = Curvature(means, penalty).Cholesky().Solve(Vector<double>.Build.Dense(gradient)).ToArray();
            var decrement = FixedOrder.Dot(gradient, direction);
            if (decrement <= Share * (1 + Math.Abs(objective)))
                return;
            if (!TryMove(direction, decrement, penalty, ref objective, ref means))
                return;
        }
    }

    /// <summary>Goes the whole step, or the first half, quarter, ... of it that betters the objective.</summary>
    private bool TryMove(double[] direction, double decrement, double penalty, ref double objective, ref double[] means)
    {
        const double Promised = 1e-4; // of the decrease that the slope promises
        var length = 1.0;
        for (var halving = 0; halving < MostHalvings; halving++, length /= 2)
        {
            var moved = _weights.Select((weight, i) => weight - length * direction[i]).ToArray();
            var (value, expected) = Evaluate(moved, penalty);
            if (value <= objective - Promised * length * decrement)
            {
                (_weights, objective, means) = (moved, value, expected);
                return true;
            }
        }

        return false;
    }

    private (double Objective, double[] Means) Evaluate(double[] weights, double penalty)
    {
        var logs = new double[_counts.Length];
        for (var column = 0; column < weights.Length; column++)
        {
            for (var row = 0; row < logs.Length; row++)
                logs[row] += weights[column] * _columns[column][row];
        }

        var means = Array.ConvertAll(logs, Math.Exp);
        var objective = penalty / 2 * FixedOrder.Dot(weights.AsSpan(1), weights.AsSpan(1));
        for (var row = 0; row < logs.Length; row++)
            objective += means[row] - _counts[row] * logs[row];
        return (objective, means);
    }

    private double[] Gradient(double[] means, double penalty)
    {
        double[] residuals = [.. means.Select((mean, row) => mean - _counts[row])];
        return [.. _columns.Select((column, i) => FixedOrder.Dot(column, residuals) + (i == 0 ? 0 : penalty * _weights[i]))];
    }

    private Matrix<double> Curvature(double[] means, double penalty)
    {
        var curvature = Matrix<double>.Build.Dense(_columns.Length, _columns.Length);
        for (var i = 0; i < _columns.Length; i++)
        {
            double[] weighted = [.. _columns[i].Select((value, row) => value * means[row])];
            for (var j = 0; j <= i; j++)
                curvature[i, j] = curvature[j, i] = FixedOrder.Dot(weighted, _columns[j]);
            curvature[i, i] += i == 0 ? 0 : penalty;
        }

        return curvature;
    }
}
