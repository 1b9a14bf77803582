namespace PlayCount.Learning.Training;

/// <summary>How a gradient becomes a step.</summary>
public enum OptimizerKind
{
    /// <summary>Steps scaled by a running mean of squared gradients; the paper's program.</summary>
    RmsProp,

    /// <summary>Running means of gradients and of squared gradients, corrected for their start.</summary>
    Adam,

    /// <summary>Stochastic gradient descent with momentum.</summary>
    Sgd,
}

/// <summary>An optimizer and its constants; the defaults are Keras'.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="LearningRate">Step size; paper: 0.001 with RMSprop.</param>
/// <param name="Decay">Weight of the past in the running mean of squares: rho 0.9 of RMSprop, beta 2 0.999 of Adam; not used by
/// SGD.</param>
/// <param name="Momentum">Weight of the past in the running mean of gradients: beta 1 0.9 of Adam, momentum of SGD; not used by
/// RMSprop.</param>
/// <param name="Epsilon">Added to the root of the mean of squares: 1e-7.</param>
public sealed record OptimizerSpec(OptimizerKind Kind, double LearningRate, double Decay, double Momentum, double Epsilon = 1e-7)
{
    /// <summary>The optimizer with Keras' constants, unless another learning rate is given.</summary>
    public static OptimizerSpec Default(OptimizerKind kind, double? learningRate = null) => kind switch
    {
        OptimizerKind.RmsProp => new(kind, learningRate ?? 0.001, Decay: 0.9, Momentum: 0),
        OptimizerKind.Adam => new(kind, learningRate ?? 0.001, Decay: 0.999, Momentum: 0.9),
        OptimizerKind.Sgd => new(kind, learningRate ?? 0.01, Decay: 0, Momentum: 0.9),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such optimizer"),
    };
}
