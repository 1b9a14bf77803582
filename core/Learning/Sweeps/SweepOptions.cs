using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Training;

namespace PlayCount.Learning.Sweeps;

/// <summary>Which of a user's networks are kept as models.</summary>
public enum KeptModels
{
    /// <summary>The one with the highest R2; of equals the smaller one.</summary>
    Best,

    /// <summary>Every one.</summary>
    All,
}

/// <summary>Chooses the networks that become models.</summary>
public static class KeptModelsExtensions
{
    /// <summary>Places of the networks that become models, among all of a sweep.</summary>
    public static IEnumerable<int> Of(this KeptModels keep, IEnumerable<NetworkResult> results)
    {
        var all = results.ToArray();
        var scored = Enumerable.Range(0, all.Length).Where(i => all[i].ScoredMse is not null);
        return keep == KeptModels.All ? scored : scored.GroupBy(i => all[i].User).Select(user => user
            .OrderByDescending(i => all[i].R2 ?? double.NegativeInfinity)
            .ThenBy(i => all[i].Layers).ThenBy(i => all[i].Steps).First());
    }
}

/// <summary>The networks of a sweep and how each is trained. The layers of a network are told by <see cref="Networks"/>.</summary>
public sealed record SweepOptions
{
    /// <summary>One network a value, without its inputs, which the front end tells; the paper: 1 and 2 layers of 100 units.</summary>
    public required IReadOnlyList<NetworkLayers> Networks { get; init; }

    /// <summary>Clips of a sample, each in turn; the paper: 1 to 24.</summary>
    public required IReadOnlyList<int> Steps { get; init; }

    /// <summary>How samples are parted; default <c>sound</c>.</summary>
    public SplitKind Split { get; init; }

    /// <summary>How plays are scaled; the paper's program: robust, its text: standard.</summary>
    public TargetScaling Scaling { get; init; }

    /// <summary>Folds of split <c>sound</c>; default 5.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Passes over the training samples; default and paper: 100.</summary>
    public int Epochs { get; init; } = 100;

    /// <summary>Samples a step; default 32, as the paper's program.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>What is minimized; default MSE.</summary>
    public LossKind Loss { get; init; }

    /// <summary>How gradients become steps; default RMSprop at 0.001.</summary>
    public OptimizerSpec Optimizer { get; init; } = OptimizerSpec.Default(OptimizerKind.RmsProp);

    /// <summary>Feeds splits, initial weights, shuffles, dropout and intervals; default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Which networks become models; default best.</summary>
    public KeptModels Keep { get; init; }
}

/// <summary>The layers of a network, whatever its inputs.</summary>
public sealed record NetworkLayers(IReadOnlyList<LstmSpec> Lstm, IReadOnlyList<DenseSpec> Dense)
{
    /// <summary>The network for clips of some length.</summary>
    public NetworkSpec For(int inputs) => new NetworkSpec(inputs, Lstm, Dense).Checked();
}
