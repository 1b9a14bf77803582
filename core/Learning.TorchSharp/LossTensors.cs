using PlayCount.Learning.Networks;
using static TorchSharp.torch;

namespace PlayCount.Learning.TorchSharp;

/// <summary>The losses of <see cref="Loss.Of"/> as tensor operations, whose derivatives are told by the tensors.</summary>
internal static class LossTensors
{
    /// <summary>The loss of each estimate, both in scaled plays, in double precision; shape (networks, samples).</summary>
    /// <param name="kind">What is minimized.</param>
    /// <param name="estimate">Shape (networks, samples).</param>
    /// <param name="target">Shape (networks, samples).</param>
    /// <param name="centre">Plays that scale to 0, shape (networks, 1).</param>
    /// <param name="spread">Plays per scaled unit, shape (networks, 1).</param>
    public static Tensor Of(LossKind kind, Tensor estimate, Tensor target, Tensor centre, Tensor spread)
    {
        return kind switch
        {
            LossKind.Mse => (estimate - target).square(),
            LossKind.Mae => (estimate - target).abs(),
            LossKind.Huber => Huber(estimate - target),
            LossKind.Log1pMse => (Log(Plays(estimate)) - Log(Plays(target))).square(),
            LossKind.Poisson => Poisson(Plays(estimate), Plays(target)),
            _ => throw new InvalidOperationException($"No loss '{kind}'."),
        };

        Tensor Plays(Tensor scaled) => (scaled * spread) + centre;
    }

    private static Tensor Huber(Tensor error)
    {
        var size = error.abs();
        return where(size > Loss.HuberDelta, (size - (Loss.HuberDelta / 2)) * Loss.HuberDelta, error.square() / 2);
    }

    /// <summary>m - y ln m, and below the least mean its tangent there.</summary>
    private static Tensor Poisson(Tensor estimate, Tensor target)
    {
        var mean = estimate.clamp(min: Loss.LeastPoissonMean);
        var slope = 1 - (target / mean.detach());
        return mean - (target * mean.log()) + (slope * (estimate - mean));
    }

    /// <summary>log(1 + plays), and below 0 its tangent there.</summary>
    private static Tensor Log(Tensor plays) => where(plays >= 0, plays.clamp(min: 0).log1p(), plays);
}
