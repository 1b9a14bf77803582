namespace PlayCount.Learning.Networks;

/// <summary>What training minimizes.</summary>
public enum LossKind
{
    /// <summary>Mean squared error of the scaled plays; the paper's.</summary>
    Mse,

    /// <summary>Mean squared error of log(1 + plays), so that one play more counts more where there are few.</summary>
    Log1pMse,
}

/// <summary>A loss of one estimate, and its slope.</summary>
/// <param name="Kind">What is minimized.</param>
/// <param name="Centre">Plays that scale to 0: <see cref="LossKind.Log1pMse"/> compares plays, so it must undo the scaling.</param>
/// <param name="Spread">Plays per scaled unit.</param>
public sealed record Loss(LossKind Kind, double Centre = 0, double Spread = 1)
{
    /// <summary>The loss of an estimate and its derivative by the estimate, both arguments in scaled plays.</summary>
    public (double Value, double Slope) Of(double estimate, double target)
    {
        if (Kind == LossKind.Mse)
        {
            var error = estimate - target;
            return (error * error, 2 * error);
        }

        var plays = Centre + (Spread * estimate);
        var difference = Log(plays) - Log(Centre + (Spread * target));
        return (difference * difference, 2 * difference * Spread / (1 + Math.Max(plays, 0)));
    }

    /// <summary>log(1 + plays); below 0 the tangent at 0 goes on, so that an estimate of negative plays still has a slope.</summary>
    private static double Log(double plays) => plays >= 0 ? MathNet.Numerics.SpecialFunctions.Log1p(plays) : plays;
}
