using System.Globalization;
using System.Text.Json;
using PlayCount.Audio;
using PlayCount.Learning.Formats;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Training;
using PlayCount.Songs;

namespace PlayCount.Learning.Sweeps;

/// <summary>
/// Settings from some of their names in <c>config.json</c>, all others usual; the networks also by <c>layers</c>, <c>units</c>,
/// <c>dense</c>, <c>dropout</c>, <c>recurrentDropout</c>, <c>activation</c> and <c>gateActivation</c>, as on the command line.
/// </summary>
public static class NamedSettings
{
    private const string Networks = "networks";
    private const int UsualUnits = 100;

    private static readonly StudySettings Usual = new(
        new SelectionCriteria(MaxPlays: 200, TopUsers: 5, MinUsers: 2),
        FrontEnds.LogMel,
        ClipCutter.DefaultClipSamples,
        new SweepOptions { Networks = [Paper(1), Paper(2)], Steps = [.. Enumerable.Range(1, 24)] });

    private static readonly Dictionary<string, string> UsualLayers = new()
    {
        ["layers"] = "",
        ["units"] = FormattableString.Invariant($"{UsualUnits}"),
        ["dense"] = "",
        ["dropout"] = "0",
        ["recurrentDropout"] = "0",
        ["activation"] = "tanh",
        ["gateActivation"] = "hard-sigmoid",
    };

    /// <summary>Every name there is.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Usual.Config.Select(setting => setting.Key), .. UsualLayers.Keys];

    /// <summary>The settings.</summary>
    /// <param name="preset">Holds where nothing is given.</param>
    /// <param name="given">Some of the settings, as text; <c>steps</c> and <c>layers</c> may be <c>1..24</c>.</param>
    /// <exception cref="ArgumentException">There is no such setting, or it cannot be used.</exception>
    /// <exception cref="InvalidDataException">A setting cannot be used.</exception>
    public static StudySettings Of(StudyPreset preset, IReadOnlyDictionary<string, string> given)
    {
        if (given.Keys.FirstOrDefault(name => !Names.Contains(name)) is { } unknown)
            throw new ArgumentException($"'{Shown.Shorten(unknown)}' is no setting: one of {string.Join(", ", Names)} is.");
        var all = Usual.Config.Concat(UsualLayers).ToDictionary();
        foreach (var (name, text) in preset.Settings.Concat(given))
            all[name] = text;
        if (!given.ContainsKey(Networks))
            all[Networks] = JsonSerializer.Serialize(Layers(all), StoredJson.OneLine);
        else if (given.Keys.FirstOrDefault(UsualLayers.ContainsKey) is { } single)
            throw new ArgumentException($"'{Networks}' tells all layers; leave out '{single}'.");
        all["steps"] = string.Join(',', List("steps", all["steps"], SettingRanges.Steps).Select(steps => Text(steps)));
        if (!given.ContainsKey("learningRate"))
            all["learningRate"] = Text(OptimizerSpec.Default(SettingNames.Optimizers.Parse(all["optimizer"])).LearningRate);
        return StudySettings.Parse(all);
    }

    /// <summary>Settings with some changed. What tells the networks in the other way, whole or by their layers, is left out.</summary>
    public static Dictionary<string, string> With(IReadOnlyDictionary<string, string> settings, IReadOnlyDictionary<string, string> changes)
    {
        var single = changes.Keys.Any(UsualLayers.ContainsKey);
        var changed = settings
            .Where(setting => !(changes.ContainsKey(Networks) ? UsualLayers.ContainsKey(setting.Key) : single && setting.Key == Networks))
            .ToDictionary();
        foreach (var (name, text) in changes)
            changed[name] = text;
        return changed;
    }

    private static NetworkLayers Paper(int layers) => new([.. Enumerable.Repeat(new LstmSpec(), layers)], [new DenseSpec(1)]);

    private static NetworkLayers[] Layers(Dictionary<string, string> all)
    {
        var dropout = Share("dropout", all["dropout"]);
        var lstm = new LstmSpec(
            UsualUnits,
            SettingNames.Activations.Parse(all["activation"]),
            SettingNames.Activations.Parse(all["gateActivation"]),
            dropout,
            Share("recurrentDropout", all["recurrentDropout"]));
        var inner = all["dense"].Length == 0
            ? []
            : Units("dense", all["dense"]).Select(units => new DenseSpec(units, Activation.Relu, dropout)).ToArray();
        return [.. UnitsOfLayers(all).Select(units => new NetworkLayers(
            [.. units.Select(count => lstm with { Units = count })], [.. inner, new DenseSpec(1)]))];
    }

    /// <summary>The units of each layer of each network.</summary>
    private static IEnumerable<int[]> UnitsOfLayers(Dictionary<string, string> all)
    {
        var units = Units("units", all["units"]);
        var layers = all["layers"].Length == 0 ? null : List("layers", all["layers"], SettingRanges.Layers);
        if (units.Length == 1)
            return (layers ?? [1, 2]).Select(count => Enumerable.Repeat(units[0], count).ToArray());
        if (units.Length > SettingRanges.Layers.Most)
            throw new ArgumentException($"units has {units.Length} numbers, one a layer; at most {SettingRanges.Layers.Most} are right.");
        return layers is null || (layers.Length == 1 && layers[0] == units.Length)
            ? [units]
            : throw new ArgumentException($"units has {units.Length} numbers, one a layer; leave out layers, or give {units.Length}.");
    }

    private static double Share(string name, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share)
            ? SettingRanges.Dropout.Checked(share, name)
            : throw new ArgumentException($"'{Shown.Shorten(text)}' is no value for {name}: a number is.");

    private static int[] Units(string name, string text) => [.. text.Split(',').Select(part =>
        int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var units)
            ? SettingRanges.Units.Checked(units, name)
            : throw new ArgumentException($"'{Shown.Shorten(text)}' is no value for {name}: numbers of units such as 32,16 are."))];

    private static int[] List(string name, string text, SettingRange<int> range) => NumberLists.TryParse(text, range, out var numbers)
        ? numbers
        : throw new ArgumentException($"'{Shown.Shorten(text)}' is no value for {name}: "
            + $"numbers from {range.Least} to {range.Most} such as 1,6,12 or 1..24, each once, are.");

    private static string Text<T>(T value) where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);
}
