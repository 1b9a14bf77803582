using PlayCount.Learning.Training;
using static TorchSharp.torch;

namespace PlayCount.Learning.TorchSharp;

/// <summary>The managed engine's formulas, in place on the stacked weights of several networks.</summary>
internal sealed class GroupOptimizer : IDisposable
{
    private readonly OptimizerSpec _spec;

    public GroupOptimizer(OptimizerSpec spec, IReadOnlyList<Tensor> weights)
    {
        _spec = spec;
        Squares = spec.Kind == OptimizerKind.Sgd ? [] : Zeros();
        Means = spec.Kind == OptimizerKind.RmsProp ? [] : Zeros();

        IReadOnlyList<Tensor> Zeros() => [.. weights.Select(weight =>
            zeros(weight.shape, dtype: weight.dtype, device: weight.device).DetachFromDisposeScope())];
    }

    /// <summary>Running means of squared gradients, shaped as the weights; none with SGD.</summary>
    public IReadOnlyList<Tensor> Squares { get; }

    /// <summary>Running means of gradients, shaped as the weights; none with RMSprop.</summary>
    public IReadOnlyList<Tensor> Means { get; }

    /// <summary>The step size of Adam's step <paramref name="step"/>, from 1, corrected for the means' start.</summary>
    public double AdamRate(long step) =>
        _spec.LearningRate * Math.Sqrt(1 - Math.Pow(_spec.Decay, step)) / (1 - Math.Pow(_spec.Momentum, step));

    /// <summary>Takes a step with the first networks.</summary>
    /// <param name="weights">All networks' weights.</param>
    /// <param name="gradients">Of the first networks, shaped as their weights.</param>
    /// <param name="active">How many.</param>
    /// <param name="adamRates">Shape (active, 1, 1); used by Adam alone.</param>
    public void Step(IReadOnlyList<Tensor> weights, IReadOnlyList<Tensor> gradients, int active, Tensor adamRates)
    {
        using var still = no_grad();
        for (var n = 0; n < weights.Count; n++)
        {
            using var scope = NewDisposeScope();
            var (w, g) = (First(weights[n]), gradients[n]);
            if (_spec.Kind == OptimizerKind.Sgd)
                w.add_(First(Means[n]).mul_(_spec.Momentum).add_(g, -_spec.LearningRate));
            else if (_spec.Kind == OptimizerKind.RmsProp)
                w.addcdiv_(g, Root(n, g), -_spec.LearningRate);
            else
                w.sub_((First(Means[n]).mul_(_spec.Momentum).add_(g, 1 - _spec.Momentum) / Root(n, g)).mul_(adamRates));
        }

        Tensor First(Tensor all) => all.narrow(0, 0, active);

        Tensor Root(int n, Tensor g) =>
            First(Squares[n]).mul_(_spec.Decay).addcmul_(g, g, 1 - _spec.Decay).sqrt().add_(_spec.Epsilon);
    }

    public void Dispose()
    {
        foreach (var tensor in Squares.Concat(Means))
            tensor.Dispose();
    }
}
