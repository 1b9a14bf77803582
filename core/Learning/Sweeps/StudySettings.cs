using System.Globalization;
using System.Text.Json;
using PlayCount.Learning.Formats;
using PlayCount.Learning.Training;
using PlayCount.Songs;

namespace PlayCount.Learning.Sweeps;

/// <summary>What a study is asked for besides its files: all that changes a result.</summary>
/// <param name="Criteria">What is selected.</param>
/// <param name="FrontEnd">What turns a clip into numbers; default <c>log-mel</c>.</param>
/// <param name="ClipSamples">Samples in a clip at 22,050 Hz; default 110,250 (5 s), the paper's program: 111,168.</param>
/// <param name="Sweep">The networks and their training.</param>
public sealed record StudySettings(SelectionCriteria Criteria, string FrontEnd, int ClipSamples, SweepOptions Sweep)
{
    /// <summary>The settings by name, as text, in the order of <c>config.json</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Config =>
    [
        new("maxPlays", Text(Criteria.MaxPlays)),
        new("topUsers", Text(Criteria.TopUsers)),
        new("minUsers", Text(Criteria.MinUsers)),
        new("frontEnd", FrontEnd),
        new("clipSamples", Text(ClipSamples)),
        new("split", SettingNames.Splits.NameOf(Sweep.Split)),
        new("scaling", SettingNames.Scalings.NameOf(Sweep.Scaling)),
        new("folds", Text(Sweep.Folds)),
        new("networks", JsonSerializer.Serialize(Sweep.Networks, StoredJson.OneLine)),
        new("steps", string.Join(',', Sweep.Steps.Select(steps => Text(steps)))),
        new("epochs", Text(Sweep.Epochs)),
        new("batchSize", Text(Sweep.BatchSize)),
        new("loss", SettingNames.Losses.NameOf(Sweep.Loss)),
        new("optimizer", SettingNames.Optimizers.NameOf(Sweep.Optimizer.Kind)),
        new("learningRate", Text(Sweep.Optimizer.LearningRate)),
        new("seed", Text(Sweep.Seed)),
        new("keep", SettingNames.Keeps.NameOf(Sweep.Keep)),
    ];

    /// <summary>Reads the settings back from their names and texts; others are left alone.</summary>
    /// <exception cref="InvalidDataException">A setting is missing or cannot be used.</exception>
    public static StudySettings Parse(IReadOnlyDictionary<string, string> config)
    {
        try
        {
            return new StudySettings(
                new SelectionCriteria(Number("maxPlays"), Number("topUsers"), Number("minUsers")),
                Of("frontEnd"),
                Number("clipSamples"),
                new SweepOptions
                {
                    Networks = JsonSerializer.Deserialize<NetworkLayers[]>(Of("networks"), StoredJson.OneLine)!,
                    Steps = [.. Of("steps").Split(',').Select(steps => int.Parse(steps, NumberStyles.None, CultureInfo.InvariantCulture))],
                    Split = SettingNames.Splits.Parse(Of("split")),
                    Scaling = SettingNames.Scalings.Parse(Of("scaling")),
                    Folds = Number("folds"),
                    Epochs = Number("epochs"),
                    BatchSize = Number("batchSize"),
                    Loss = SettingNames.Losses.Parse(Of("loss")),
                    Optimizer = OptimizerSpec.Default(
                        SettingNames.Optimizers.Parse(Of("optimizer")), double.Parse(Of("learningRate"), NumberStyles.Float, CultureInfo.InvariantCulture)),
                    Seed = ulong.Parse(Of("seed"), NumberStyles.None, CultureInfo.InvariantCulture),
                    Keep = SettingNames.Keeps.Parse(Of("keep")),
                }).Checked();
        }
        catch (Exception e) when (e is FormatException or OverflowException or JsonException or ArgumentException)
        {
            throw new InvalidDataException($"The settings cannot be used: {Shown.Shorten(e.Message)}", e);
        }

        string Of(string name) => config.TryGetValue(name, out var text) ? text : throw new FormatException($"'{name}' is missing.");
        int Number(string name) => int.Parse(Of(name), NumberStyles.None, CultureInfo.InvariantCulture);
    }

    /// <summary>Throws unless every number is in its range.</summary>
    /// <exception cref="ArgumentException">One is not; the message says which, and what would be right.</exception>
    public StudySettings Checked()
    {
        SettingRanges.MaxPlays.Checked(Criteria.MaxPlays, "max plays");
        SettingRanges.TopUsers.Checked(Criteria.TopUsers, "top users");
        SettingRanges.MinUsers.Checked(Criteria.MinUsers, "min users");
        SelectionRefusal.ThrowIfUnmeetable(Criteria);
        SettingRanges.ClipSamples.Checked(ClipSamples, "clip samples");
        SettingRanges.Folds.Checked(Sweep.Folds, "folds");
        SettingRanges.Epochs.Checked(Sweep.Epochs, "epochs");
        SettingRanges.BatchSize.Checked(Sweep.BatchSize, "batch size");
        foreach (var steps in Sweep.Steps)
            SettingRanges.Steps.Checked(steps, "steps");
        if (Sweep.Steps.Count == 0 || Sweep.Steps.Distinct().Count() != Sweep.Steps.Count)
            throw new ArgumentException("The steps are no list of numbers, each once.");
        if (Sweep.Networks.Count == 0 || Sweep.Networks.Select(network => network.Lstm.Count).Distinct().Count() != Sweep.Networks.Count)
            throw new ArgumentException("The networks must differ in their number of layers, and there must be one.");
        foreach (var network in Sweep.Networks)
            network.For(inputs: 1);
        if (!double.IsFinite(Sweep.Optimizer.LearningRate) || Sweep.Optimizer.LearningRate <= 0)
            throw new ArgumentException(FormattableString.Invariant($"{Sweep.Optimizer.LearningRate} is no learning rate: a number above 0 is."));
        return this;
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
