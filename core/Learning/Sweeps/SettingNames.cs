using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Training;
using PlayCount.Songs;

namespace PlayCount.Learning.Sweeps;

/// <summary>
/// The names that settings have on the command line, in a request and in <c>config.json</c>; of each kind the usual one first.
/// </summary>
public static class SettingNames
{
    /// <summary>How samples are parted.</summary>
    public static NamedValues<SplitKind> Splits { get; } = new(
        "split", ("sound", SplitKind.Sound), ("paper-code", SplitKind.PaperCode), ("paper-text", SplitKind.PaperText));

    /// <summary>How plays are scaled.</summary>
    public static NamedValues<TargetScaling> Scalings { get; } = new(
        "scaling", ("robust", TargetScaling.Robust), ("standard", TargetScaling.Standard));

    /// <summary>What is minimized.</summary>
    public static NamedValues<LossKind> Losses { get; } = new(
        "loss",
        ("mse", LossKind.Mse),
        ("log1p-mse", LossKind.Log1pMse),
        ("mae", LossKind.Mae),
        ("huber", LossKind.Huber),
        ("poisson", LossKind.Poisson));

    /// <summary>How gradients become steps.</summary>
    public static NamedValues<OptimizerKind> Optimizers { get; } = new(
        "optimizer", ("rmsprop", OptimizerKind.RmsProp), ("adam", OptimizerKind.Adam), ("sgd", OptimizerKind.Sgd));

    /// <summary>Which networks become models.</summary>
    public static NamedValues<KeptModels> Keeps { get; } = new("keep", ("best", KeptModels.Best), ("all", KeptModels.All));

    /// <summary>What becomes of songs shorter than a sample.</summary>
    public static NamedValues<ShortSongs> ShortSongs { get; } = new(
        "short songs", ("drop", Sampling.ShortSongs.Drop), ("pad", Sampling.ShortSongs.Pad));

    /// <summary>What becomes of songs of one sound.</summary>
    public static NamedValues<DuplicateSongs> Duplicates { get; } = new(
        "duplicates", ("together", DuplicateSongs.Together), ("apart", DuplicateSongs.Apart));

    /// <summary>Whether each fold chooses its network by inner folds.</summary>
    public static NamedValues<bool> Nested { get; } = new("nested", ("no", false), ("yes", true));

    /// <summary>Whether a mapping archive is looked into through an index.</summary>
    public static NamedValues<IndexUse> MappingIndexes { get; } = new(
        "mapping index", ("auto", IndexUse.Auto), ("off", IndexUse.Off), ("only", IndexUse.Only));

    /// <summary>What becomes of candidates by artist and title.</summary>
    public static NamedValues<CandidateUse> Candidates { get; } = new(
        "candidates", ("off", CandidateUse.Off), ("list", CandidateUse.List), ("use", CandidateUse.Use));

    /// <summary>Activations; of gates <c>hard-sigmoid</c> is the usual one.</summary>
    public static NamedValues<Activation> Activations { get; } = new(
        "activation",
        ("tanh", Activation.Tanh),
        ("sigmoid", Activation.Sigmoid),
        ("hard-sigmoid", Activation.HardSigmoid),
        ("relu", Activation.Relu),
        ("linear", Activation.Linear));
}

/// <summary>The values of a setting by name.</summary>
public sealed class NamedValues<T> where T : struct
{
    private readonly string _setting;
    private readonly (string Name, T Value)[] _values;

    internal NamedValues(string setting, params (string Name, T Value)[] values) => (_setting, _values) = (setting, values);

    /// <summary>All names, the usual one first.</summary>
    public IReadOnlyList<string> Names => [.. _values.Select(value => value.Name)];

    /// <summary>The name of a value.</summary>
    public string NameOf(T value) => Array.Find(_values, known => known.Value.Equals(value)).Name;

    /// <summary>The value of a name.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public T Parse(string name)
    {
        var found = Array.FindIndex(_values, known => known.Name == name);
        return found >= 0
            ? _values[found].Value
            : throw new ArgumentException($"'{Shown.Shorten(name)}' is no value for {_setting}: one of {string.Join(", ", Names)} is.");
    }
}
