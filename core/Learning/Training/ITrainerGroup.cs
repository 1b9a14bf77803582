using System.Numerics;
using PlayCount.Learning.Sampling;

namespace PlayCount.Learning.Training;

/// <summary>Networks that train in step with each other, one epoch after the other.</summary>
/// <typeparam name="T">float, or double for reference computations.</typeparam>
public interface ITrainerGroup<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Trains epoch after epoch; ends when every network is through, or had an error that is not finite.</summary>
    /// <returns>Of each epoch what it gave, shape (networks); null for a network that is through.</returns>
    /// <exception cref="DeviceMemoryException">The device's memory does not suffice.</exception>
    /// <exception cref="DeviceLostException">The device answers no more.</exception>
    IEnumerable<EpochResult?[]> Run();

    /// <summary>The scaled estimates of some samples by one of the networks.</summary>
    double[] Estimate(int network, ReadOnlySpan<Sample> samples);

    /// <summary>Everything that a network's training needs to go on; good until the next epoch.</summary>
    TrainingState<T> Capture(int network);

    /// <summary>Lets a network go on from a captured state, of this engine or another.</summary>
    /// <exception cref="ArgumentException">The state is of another network or optimizer.</exception>
    void Restore(int network, TrainingState<T> state);
}
