using System.Numerics;
using PlayCount.Learning.Networks;

namespace PlayCount.Learning.Training;

/// <summary>One network and all that its training needs.</summary>
/// <typeparam name="T">float, or double for reference computations.</typeparam>
/// <param name="Network">Layers and sizes.</param>
/// <param name="Steps">Clips of a sample.</param>
/// <param name="Spec">How to train.</param>
/// <param name="Clips">The clips the samples point into.</param>
/// <param name="Training">At least one sample.</param>
/// <param name="Validation">Samples scored after each epoch; may be none.</param>
/// <param name="Rng">The seed's stream for this network: initial weights, shuffles, dropout.</param>
/// <param name="Threads">Threads a large product may use, where the engine computes on processors; changes no number.</param>
public sealed record TrainingPlan<T>(
    NetworkSpec Network,
    int Steps,
    TrainingSpec Spec,
    ClipSet<T> Clips,
    LabelledSamples Training,
    LabelledSamples Validation,
    Rng Rng,
    int Threads = 1)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Throws unless there is something to train on and every number is in range.</summary>
    /// <exception cref="ArgumentException">It is not; the message says what.</exception>
    public TrainingPlan<T> Checked()
    {
        Network.Checked();
        Spec.Check(Training, Validation);
        ArgumentOutOfRangeException.ThrowIfLessThan(Steps, 1);
        if (Clips.Inputs != Network.Inputs)
            throw new ArgumentException($"The clips have {Clips.Inputs} numbers; the network takes {Network.Inputs}.");
        return this;
    }
}
