using PlayCount.Audio;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Training;
using PlayCount.Songs;

namespace PlayCount.Learning.Sweeps;

/// <summary>A protocol by name: what its settings are where none is given by hand.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsLeaky">Whether its split may have clips of one song on both sides.</param>
/// <param name="Settings">The settings that make it, by name, as text; all others are the usual ones.</param>
/// <remarks>
/// The front end is <c>log-mel</c> in each: the paper's raw sound gives an LSTM layer of 100 units 44 million weights. Source: the paper,
/// sections 3.3.1 and 4.2 (<c>paper-text</c>), and its published program (<c>paper-code</c>).
/// </remarks>
public sealed record StudyPreset(string Name, bool IsLeaky, IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>All presets, the usual one first.</summary>
    public static IReadOnlyList<StudyPreset> All { get; } =
    [
        Of(SplitKind.Sound, TargetScaling.Robust, ClipCutter.DefaultClipSamples),
        Of(SplitKind.PaperCode, TargetScaling.Robust, ClipCutter.PaperCodeClipSamples),
        Of(SplitKind.PaperText, TargetScaling.Standard, ClipCutter.DefaultClipSamples),
    ];

    /// <summary>All names, the usual one first.</summary>
    public static IReadOnlyList<string> Names => [.. All.Select(preset => preset.Name)];

    /// <summary>The preset of a name.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static StudyPreset Parse(string name) => All.FirstOrDefault(preset => preset.Name == name)
        ?? throw new ArgumentException($"'{Shown.Shorten(name)}' is no value for preset: one of {string.Join(", ", Names)} is.");

    private static StudyPreset Of(SplitKind split, TargetScaling scaling, int clipSamples) => new(
        SettingNames.Splits.NameOf(split),
        Splitter.IsLeaky(split),
        new Dictionary<string, string>
        {
            ["clipSamples"] = FormattableString.Invariant($"{clipSamples}"),
            ["split"] = SettingNames.Splits.NameOf(split),
            ["scaling"] = SettingNames.Scalings.NameOf(scaling),
            ["gateActivation"] = SettingNames.Activations.NameOf(Activation.HardSigmoid),
            ["batchSize"] = "32",
            ["optimizer"] = SettingNames.Optimizers.NameOf(OptimizerKind.RmsProp),
        });
}
