using System.Text.Json.Serialization;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Training;
using PlayCount.Songs;

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

    /// <summary>
    /// How often the whole protocol is repeated, each time with the next seed for splits, weights and shuffles: <see cref="Seed"/>,
    /// <see cref="Seed"/> + 1, ...; default 1.
    /// </summary>
    public int Seeds { get; init; } = 1;

    /// <summary>
    /// Networks trained alike but for their initial weights and shuffles, whose mean estimate is the estimate; default 1, paper's future
    /// work: several of a single step.
    /// </summary>
    public int Members { get; init; } = 1;

    /// <summary>
    /// Length of the code that an autoencoder, fitted on a fold's training songs, makes of each clip for the network; default 0: none.
    /// </summary>
    public int Encoder { get; init; }

    /// <summary>What becomes of songs shorter than the steps; default drop, as the paper.</summary>
    public ShortSongs ShortSongs { get; init; }

    /// <summary>What becomes of songs of one sound; default together.</summary>
    public DuplicateSongs Duplicates { get; init; }

    /// <summary>Which networks become models; default best.</summary>
    public KeptModels Keep { get; init; }

    /// <summary>
    /// Whether each fold's network is also chosen anew, by inner folds of the fold's training songs; default no; only under <c>sound</c>,
    /// with at most <see cref="SettingRanges.MostNested"/> networks of a listener.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Nested { get; init; }

    /// <summary>
    /// Shares of a fold's training songs, ascending, that networks are also trained on; null: none, the default; only under <c>sound</c>.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<double>? SongShares { get; init; }

    /// <summary>Numbers of a clip that the networks see, of clips of so many numbers.</summary>
    public int InputsOf(int clipValues) => Encoder > 0 ? Encoder : clipValues;

    /// <summary>Weights and biases of the network of so many layers on clips of so many numbers: all members', and the encoder's.</summary>
    public long WeightsOf(int layers, int clipValues) =>
        (Networks.Single(network => network.Lstm.Count == layers).For(InputsOf(clipValues)).ParameterCount * Members)
        + (Encoder > 0 ? new EncoderSpec(clipValues, Encoder).ParameterCount : 0);

    /// <summary>Throws unless the encoder and every network fit clips of so many numbers.</summary>
    /// <exception cref="ArgumentException">One does not; the message says which.</exception>
    public void RequireFits(int clipValues)
    {
        if (Encoder > 0)
            new EncoderSpec(clipValues, Encoder).Checked();
        foreach (var network in Networks)
            network.For(InputsOf(clipValues));
    }

    /// <summary>Throws unless folds can have the parts that are asked for.</summary>
    /// <exception cref="ArgumentException">They cannot; the message says why, and what would be right.</exception>
    public void RequireParts()
    {
        var networks = Networks.Count * Steps.Count;
        if (Nested && networks > SettingRanges.MostNested)
        {
            throw new ArgumentException(
                $"Nested folds choose among at most {SettingRanges.MostNested} networks of a listener; "
                + $"{Counted.Of(Networks.Count, "number")} of layers x {Counted.Of(Steps.Count, "number")} of steps are {networks}.");
        }

        if ((Nested || SongShares is not null) && Split != SplitKind.Sound)
        {
            throw new ArgumentException(
                $"{(Nested ? "Nested folds" : "Song shares")} need split sound; {SettingNames.Splits.NameOf(Split)} was asked for.");
        }

        if (!ShareLists.TryParse(ShareLists.Text(SongShares), out _))
            throw new ArgumentException($"'{ShareLists.Text(SongShares)}' is no value for song shares: {ShareLists.Right} are.");
    }

    /// <summary>The folds of one network of one listener, seed after seed, the first seed's with the parts that are asked for.</summary>
    /// <param name="userRank">The listener.</param>
    /// <param name="clipsPerSong">Clips of each of the listener's songs with audio; shape (songs).</param>
    /// <param name="groupOfSong">Songs of one sound have one number; shape (songs).</param>
    /// <param name="steps">Clips in a sample.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public IReadOnlyList<Fold> FoldsOf(int userRank, int[] clipsPerSong, int[] groupOfSong, int steps)
    {
        int[] groups = Duplicates == DuplicateSongs.Together ? groupOfSong : [];
        var parts = new FoldParts(userRank, clipsPerSong, groups, Folds, ShortSongs);
        return [.. Enumerable.Range(0, Seeds)
            .SelectMany(repeat => Splitter.Split(
                Split, clipsPerSong, steps, Folds, Seed + (ulong)repeat, userRank, ShortSongs, groups))
            .Select(fold => fold.Seed == Seed ? fold with { Parts = parts.Of(fold, steps, Nested, SongShares ?? []) } : fold)];
    }
}

/// <summary>The layers of a network, whatever its inputs.</summary>
public sealed record NetworkLayers(IReadOnlyList<LstmSpec> Lstm, IReadOnlyList<DenseSpec> Dense)
{
    /// <summary>The network for clips of some length.</summary>
    public NetworkSpec For(int inputs) => new NetworkSpec(inputs, Lstm, Dense).Checked();
}
