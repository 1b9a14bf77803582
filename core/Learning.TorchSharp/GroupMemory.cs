using PlayCount.Learning.Networks;
using PlayCount.Learning.Training;

namespace PlayCount.Learning.TorchSharp;

/// <summary>What networks need of a device's memory, told before they are there.</summary>
internal static class GroupMemory
{
    /// <summary>Bytes of a number.</summary>
    private const int NumberBytes = 4;

    /// <summary>Numbers that a pass keeps a unit and row of an LSTM layer: gates before and after, states, and gradients of all.</summary>
    private const int KeptOfUnit = 24;

    /// <summary>Weights, gradients, and the root of the mean of squares while a step is taken; the running means come on top, and with
    /// Adam a quotient.</summary>
    private const int CopiesOfWeights = 3;

    /// <summary>Bytes that one network takes more, without the clips, which networks share.</summary>
    public static long BytesOf<T>(TrainingPlan<T> plan, Precision precision)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var more = plan.Spec.Optimizer.Kind == OptimizerKind.Adam ? 3 : 1;
        // Factors and their gradients at half the width beside those at the full one.
        var (rounded, inputs) = precision == Precision.BFloat16 ? (1, plan.Network.Inputs) : (0, 0);
        var learned = RowsOf(Math.Min(plan.Spec.BatchSize, plan.Training.Samples.Length), plan.Steps);
        var validated = RowsOf(Math.Min(PredictionSamples(plan.Steps), plan.Validation.Samples.Length), plan.Steps);
        var weights = plan.Network.ParameterCount * (CopiesOfWeights + more + rounded);
        return NumberBytes * (weights + (Math.Max(learned, validated) * (Row(plan.Network) + (inputs / 2))));
    }

    /// <summary>Samples of a batch that is only estimated: about as many clips as the managed engine takes at a time.</summary>
    public static int PredictionSamples(int steps) => Math.Max(768 / steps, 1);

    private static long RowsOf(int samples, int steps) => (long)samples * steps;

    private static long Row(NetworkSpec spec) => spec.Inputs + spec.Lstm.Sum(layer => (long)KeptOfUnit * layer.Units);
}
