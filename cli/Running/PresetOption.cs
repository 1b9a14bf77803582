using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using PlayCount.Learning.Sweeps;

namespace PlayCount.Cli.Running;

/// <summary><c>--preset</c>: the values of options that are not given by hand.</summary>
internal sealed class PresetOption
{
    public Option<string> Option { get; } = NameOption.Create(
        "--preset",
        "Protocol whose settings hold where an option is not given; the front end is log-mel in each (raw has 44 million weights); "
            + $"{string.Join(", ", StudyPreset.All.Where(preset => preset.IsLeaky).Select(preset => preset.Name))} is LEAKY",
        [.. StudyPreset.Names]);

    /// <summary>What was given by hand, else what the preset has, else the usual value.</summary>
    public T Value<T>(ParseResult parsed, Option<T> option)
        where T : notnull
    {
        var preset = StudyPreset.Parse(parsed.GetRequiredValue(Option));
        var name = preset.Settings.Keys.FirstOrDefault(
            setting => $"--{JsonNamingPolicy.KebabCaseLower.ConvertName(setting)}" == option.Name);
        return name is null || parsed.GetResult(option) is { Implicit: false }
            ? parsed.GetRequiredValue(option)
            : (T)Convert.ChangeType(preset.Settings[name], typeof(T), CultureInfo.InvariantCulture);
    }
}
