using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Training;
using PlayCount.Songs;

namespace PlayCount.Training.Sweeping;

/// <summary>A listener's songs with audio.</summary>
/// <param name="Rank">1 for the most active.</param>
/// <param name="User">The listener.</param>
/// <param name="Songs">Songs with audio, by id, ordinal.</param>
public sealed record UserSongs(int Rank, UserId User, IReadOnlyList<SongPlays> Songs);

/// <summary>Which of a user's networks are kept as models.</summary>
public enum KeptModels
{
    /// <summary>The one with the highest R2; of equals the smaller one.</summary>
    Best,

    /// <summary>Every one.</summary>
    All,
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

/// <summary>A sweep over users, layers and steps.</summary>
/// <param name="Users">Who, by rank.</param>
/// <param name="FeatureFiles">Where a song's clip vectors are, a .npy file of shape (clips, inputs).</param>
/// <param name="PooledFiles">Where the song's log-mel vectors are, which the baselines read.</param>
/// <param name="FrontEnd">What made the clip vectors.</param>
/// <param name="OutFolder">Receives <c>models/</c> and <c>state/</c>, what is trained so far.</param>
/// <param name="Options">The networks.</param>
/// <param name="Threads">Networks trained at the same time, or threads of one large network; changes no number.</param>
public sealed record SweepRequest(
    IReadOnlyList<UserSongs> Users,
    Func<SongId, string> FeatureFiles,
    Func<SongId, string> PooledFiles,
    FrontEndCard FrontEnd,
    string OutFolder,
    SweepOptions Options,
    int Threads);

/// <summary>What a model needs to know of the front end.</summary>
/// <param name="Name">For example <c>log-mel</c>.</param>
/// <param name="ClipSamples">Samples in a clip.</param>
/// <param name="SampleRateHz">22,050.</param>
/// <param name="Standardized">Whether vectors are standardized on the training songs.</param>
public sealed record FrontEndCard(string Name, int ClipSamples, int SampleRateHz, bool Standardized);
