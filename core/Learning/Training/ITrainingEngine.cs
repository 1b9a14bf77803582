namespace PlayCount.Learning.Training;

/// <summary>
/// What trains networks. All engines draw the same initial weights, shuffles and dropout for a seed, and their states are alike, so that
/// one goes on from another's checkpoint; their numbers differ by rounding.
/// </summary>
public interface ITrainingEngine
{
    /// <summary>What results call it; null: the managed engine, which they do not name.</summary>
    string? Name { get; }

    /// <summary>Whether it has one device for everybody, so that one group trains at a time.</summary>
    bool IsShared { get; }

    /// <summary>How many networks like this one it wants to train at once, at least 1.</summary>
    /// <param name="one">One of them.</param>
    /// <param name="networks">How many there are.</param>
    int AtOnce(TrainingPlan<float> one, int networks);

    /// <summary>Begins the training of networks alike; draws their initial weights.</summary>
    /// <param name="alike">Plans of one network, number of steps and training spec; at least one.</param>
    /// <exception cref="ArgumentException">They are not alike, or one has nothing to train on.</exception>
    /// <exception cref="DeviceMemoryException">They do not fit the device's memory together.</exception>
    ITrainerGroup<float> Start(IReadOnlyList<TrainingPlan<float>> alike);
}
