namespace PlayCount.Learning.Networks;

/// <summary>What training minimizes.</summary>
public enum LossKind
{
    /// <summary>Mean squared error of the scaled plays; the paper's.</summary>
    Mse,

    /// <summary>Mean squared error of log(1 + plays), so that one play more counts more where there are few.</summary>
    Log1pMse,

    /// <summary>Mean absolute error of the scaled plays, |e|.</summary>
    Mae,

    /// <summary>Huber's: with e the error in scaled plays, e² / 2 up to <see cref="Loss.HuberDelta"/> and |e| - 1/2 beyond.</summary>
    Huber,

    /// <summary>Negative log likelihood of the plays y under a Poisson distribution of mean m, but for log(y!): m - y ln m.</summary>
    Poisson,
}

/// <summary>A loss of one estimate, and its slope.</summary>
/// <param name="Kind">What is minimized.</param>
/// <param name="Centre">Plays that scale to 0: <see cref="LossKind.Log1pMse"/> and <see cref="LossKind.Poisson"/> are of plays, so they
/// must undo the scaling.</param>
/// <param name="Spread">Plays per scaled unit.</param>
/// <remarks>Source of Huber's: Huber, "Robust estimation of a location parameter", 1964.</remarks>
public sealed record Loss(LossKind Kind, double Centre = 0, double Spread = 1)
{
    /// <summary>Scaled plays up to which <see cref="LossKind.Huber"/> is a square.</summary>
    public const double HuberDelta = 1;

    /// <summary>Estimated plays below which <see cref="LossKind.Poisson"/> is its tangent: half of the fewest plays of a record.</summary>
    public const double LeastPoissonMean = 0.5;

    /// <summary>The loss of an estimate and its derivative by the estimate, both arguments in scaled plays.</summary>
    public (double Value, double Slope) Of(double estimate, double target)
    {
        var error = estimate - target;
        return Kind switch
        {
            LossKind.Mse => (error * error, 2 * error),
            LossKind.Mae => (Math.Abs(error), double.IsNaN(error) ? error : Math.Sign(error)),
            LossKind.Huber => Huber(error),
            LossKind.Log1pMse => Log1p(Plays(estimate), Plays(target)),
            LossKind.Poisson => Poisson(Plays(estimate), Plays(target)),
            _ => throw new InvalidOperationException($"No loss '{Kind}'."),
        };
    }

    private static (double Value, double Slope) Huber(double error) => Math.Abs(error) > HuberDelta
        ? (HuberDelta * (Math.Abs(error) - (HuberDelta / 2)), HuberDelta * Math.Sign(error))
        : (error * error / 2, error);

    private (double Value, double Slope) Log1p(double estimate, double target)
    {
        var difference = Log(estimate) - Log(target);
        return (difference * difference, 2 * difference * Spread / (1 + Math.Max(estimate, 0)));
    }

    /// <summary>m - y ln m; below the least mean its tangent there goes on, so that an estimate of negative plays has a slope.</summary>
    private (double Value, double Slope) Poisson(double estimate, double target)
    {
        var mean = Math.Max(estimate, LeastPoissonMean);
        var slope = 1 - (target / mean);
        return (mean - (target * Math.Log(mean)) + (slope * (estimate - mean)), slope * Spread);
    }

    /// <summary>log(1 + plays); below 0 the tangent at 0 goes on, so that an estimate of negative plays still has a slope.</summary>
    private static double Log(double plays) => plays >= 0 ? MathNet.Numerics.SpecialFunctions.Log1p(plays) : plays;

    private double Plays(double scaled) => Centre + (Spread * scaled);
}
