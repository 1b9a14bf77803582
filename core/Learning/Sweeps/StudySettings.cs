using System.Globalization;
using System.Numerics;
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
    /// <summary>Name of the file that binds a study to its settings and to what its input files hold.</summary>
    public const string FileName = "config.json";

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
        new("seeds", Text(Sweep.Seeds)),
        new("members", Text(Sweep.Members)),
        new("encoder", Text(Sweep.Encoder)),
        new("shortSongs", SettingNames.ShortSongs.NameOf(Sweep.ShortSongs)),
        new("duplicates", SettingNames.Duplicates.NameOf(Sweep.Duplicates)),
        new("keep", SettingNames.Keeps.NameOf(Sweep.Keep)),
        new("nested", SettingNames.Nested.NameOf(Sweep.Nested)),
        new("songShares", ShareLists.Text(Sweep.SongShares)),
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
                    Networks = ReadNetworks(Of("networks")),
                    Steps = [.. Of("steps").Split(',').Select(steps => Read<int>("steps", steps, NumberStyles.None))],
                    Split = SettingNames.Splits.Parse(Of("split")),
                    Scaling = SettingNames.Scalings.Parse(Of("scaling")),
                    Folds = Number("folds"),
                    Epochs = Number("epochs"),
                    BatchSize = Number("batchSize"),
                    Loss = SettingNames.Losses.Parse(Of("loss")),
                    Optimizer = OptimizerSpec.Default(
                        SettingNames.Optimizers.Parse(Of("optimizer")),
                        Read<double>("learningRate", Of("learningRate"), NumberStyles.Float)),
                    Seed = Read<ulong>("seed", Of("seed"), NumberStyles.None),
                    Seeds = Number("seeds"),
                    Members = Number("members"),
                    Encoder = Number("encoder"),
                    ShortSongs = SettingNames.ShortSongs.Parse(Of("shortSongs")),
                    Duplicates = SettingNames.Duplicates.Parse(Of("duplicates")),
                    Keep = SettingNames.Keeps.Parse(Of("keep")),
                    Nested = SettingNames.Nested.Parse(Of("nested")),
                    SongShares = ReadShares(Of("songShares")),
                }).Checked();
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"The settings cannot be used: {e.Message}", e);
        }

        string Of(string name) => config.GetValueOrDefault(name) ?? throw new ArgumentException($"'{name}' is missing.");
        int Number(string name) => Read<int>(name, Of(name), NumberStyles.None);
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
        SettingRanges.Seeds.Checked(Sweep.Seeds, "seeds");
        SettingRanges.Members.Checked(Sweep.Members, "members");
        SettingRanges.Encoder.Checked(Sweep.Encoder, "encoder");
        if (Sweep.Seed > (ulong)SettingRanges.Seed.Most)
            throw new ArgumentException($"{Sweep.Seed} is no value for seed: at most {SettingRanges.Seed.Most} is.");
        foreach (var steps in Sweep.Steps)
            SettingRanges.Steps.Checked(steps, "steps");
        if (Sweep.Steps.Count == 0 || Sweep.Steps.Distinct().Count() != Sweep.Steps.Count)
            throw new ArgumentException("The steps are no list of numbers, each once.");
        if (Sweep.Networks.Count == 0 || Sweep.Networks.Select(network => network.Lstm.Count).Distinct().Count() != Sweep.Networks.Count)
            throw new ArgumentException("The networks must differ in their number of layers, and there must be one.");
        foreach (var network in Sweep.Networks)
        {
            var layers = network.For(inputs: 1);
            foreach (var units in layers.Lstm.Select(layer => layer.Units).Concat(layers.Dense.Select(layer => layer.Units)))
                SettingRanges.Units.Checked(units, "units");
            foreach (var dropout in layers.Lstm.Select(layer => layer.Dropout).Concat(layers.Dense.Select(layer => layer.Dropout)))
                SettingRanges.Dropout.Checked(dropout, "dropout");
            foreach (var layer in layers.Lstm)
                SettingRanges.Dropout.Checked(layer.RecurrentDropout, "recurrent dropout");
        }

        Sweep.RequireParts();
        var rate = Sweep.Optimizer.LearningRate;
        if (!double.IsFinite(rate) || rate <= 0)
            throw new ArgumentException(FormattableString.Invariant($"{rate} is no learning rate: a number above 0 is."));
        return this;
    }

    private static IReadOnlyList<double>? ReadShares(string text) =>
        ShareLists.TryParse(text, out var shares) ? shares : throw new ArgumentException(
        $"'{Shown.Shorten(text)}' is no value for song shares: {ShareLists.Right} are.");

    private static NetworkLayers[] ReadNetworks(string json)
    {
        try
        {
            var networks = JsonSerializer.Deserialize<NetworkLayers[]>(json, StoredJson.State);
            return networks is not null && !networks.Contains(null!) ? networks : throw new JsonException("A network is null.");
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"'{Shown.Shorten(json)}' is no value for networks: {Shown.Shorten(e.Message)}", e);
        }
    }

    private static T Read<T>(string name, string text, NumberStyles styles) where T : INumber<T> =>
        T.TryParse(text, styles, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ArgumentException($"'{Shown.Shorten(text)}' is no value for {name}: a number is.");

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
