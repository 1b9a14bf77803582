using System.Numerics;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;

namespace PlayCount.Learning.Training;

/// <summary>The default engine: vector instructions, no native library, the same bits at any number of threads.</summary>
public sealed class ManagedEngine : ITrainingEngine
{
    /// <summary>The engine.</summary>
    public static ManagedEngine Instance { get; } = new();

    /// <inheritdoc/>
    public string? Name => null;

    /// <inheritdoc/>
    public bool IsShared => false;

    /// <inheritdoc/>
    public int AtOnce(TrainingPlan<float> one, int networks) => 1;

    /// <inheritdoc/>
    public ITrainerGroup<float> Start(IReadOnlyList<TrainingPlan<float>> alike) => new ManagedGroup<float>(alike);
}

/// <summary>Networks of the managed engine, each of whose epochs follows the one of the network before.</summary>
/// <typeparam name="T">float, or double for reference computations.</typeparam>
/// <param name="plans">What to train.</param>
public sealed class ManagedGroup<T>(IReadOnlyList<TrainingPlan<T>> plans) : ITrainerGroup<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Trainer<T>[] _trainers = [.. plans.Select(plan => new Trainer<T>(
        new Network<T>(plan.Network, plan.Threads), plan.Steps, plan.Spec, plan.Clips, plan.Training, plan.Validation, plan.Rng))];

    /// <inheritdoc/>
    public IEnumerable<EpochResult?[]> Run()
    {
        IEnumerator<EpochResult>?[] runs = [.. _trainers.Select(trainer => trainer.Run().GetEnumerator())];
        while (true)
        {
            var results = Array.ConvertAll(runs, run => run?.MoveNext() == true ? run.Current : (EpochResult?)null);
            if (Array.TrueForAll(results, result => result is null))
                yield break;
            yield return results;
        }
    }

    /// <inheritdoc/>
    public double[] Estimate(int network, ReadOnlySpan<Sample> samples) => _trainers[network].Estimate(samples);

    /// <inheritdoc/>
    public TrainingState<T> Capture(int network) => _trainers[network].Capture();

    /// <inheritdoc/>
    public void Restore(int network, TrainingState<T> state) => _trainers[network].Restore(state);

    /// <summary>Does nothing: the memory is the collector's.</summary>
    public void Dispose()
    {
    }
}
