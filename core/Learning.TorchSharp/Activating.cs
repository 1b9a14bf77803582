using PlayCount.Learning.Networks;
using static TorchSharp.torch;

namespace PlayCount.Learning.TorchSharp;

/// <summary>The activations as tensor operations.</summary>
internal static class Activating
{
    /// <summary>f(x), the same formulas as the managed engine's.</summary>
    public static Tensor Of(Activation kind, Tensor x) => kind switch
    {
        Activation.Linear => x,
        Activation.Tanh => x.tanh(),
        Activation.Sigmoid => x.sigmoid(),
        Activation.HardSigmoid => ((x * 0.2) + 0.5).clamp(0, 1),
        Activation.Relu => x.relu(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such activation"),
    };
}
