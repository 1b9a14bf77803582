using System.CommandLine;
using System.Globalization;
using System.Numerics;
using PlayCount.Learning.Sweeps;
using PlayCount.Songs;

namespace PlayCount.Cli;

/// <summary>Options that take a number in a range; the range stands in the help text and in the refusal.</summary>
internal static class NumberOption
{
    /// <summary>An option that has a usual value.</summary>
    public static Option<T> Create<T>(string name, T usual, SettingRange<T> range, string description)
        where T : struct, INumber<T> => Create(name, usual, range.Least, range.Most, description);

    /// <inheritdoc cref="Create{T}(string, T, SettingRange{T}, string)"/>
    public static Option<T> Create<T>(string name, T usual, T least, T most, string description)
        where T : struct, INumber<T>
    {
        var option = Required(name, least, most, description);
        option.Required = false;
        option.DefaultValueFactory = _ => usual;
        return option;
    }

    /// <summary>An option that has to be given.</summary>
    public static Option<T> Required<T>(string name, T least, T most, string description)
        where T : struct, INumber<T>
    {
        // NumberStyles.Float has no thousands: 0,5 is refused, not read as 5.
        var (help, style) = typeof(T) == typeof(double) ? ("X", NumberStyles.Float) : ("N", NumberStyles.Integer);
        var range = string.Create(CultureInfo.InvariantCulture, $"{least} to {most}");
        return new Option<T>(name)
        {
            Description = $"{description}, {range}",
            Required = true,
            HelpName = help,
            CustomParser = result =>
            {
                var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
                if (T.TryParse(text, style, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
                    return value;
                result.AddError($"'{Shown.Shorten(text)}' is no value for {name}: a number from {range} is.");
                return default;
            },
        };
    }
}
