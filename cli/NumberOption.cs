using System.CommandLine;
using System.Globalization;
using System.Numerics;
using PlayCount.Songs;

namespace PlayCount.Cli;

/// <summary>Options that take a number in a range; the range stands in the help text and in the refusal.</summary>
internal static class NumberOption
{
    public static Option<T> Create<T>(string name, T usual, T least, T most, string description)
        where T : struct, INumber<T>
    {
        var range = string.Create(CultureInfo.InvariantCulture, $"{least} to {most}");
        return new Option<T>(name)
        {
            Description = $"{description}, {range}",
            HelpName = T.IsInteger(usual) && typeof(T) != typeof(double) ? "N" : "X",
            DefaultValueFactory = _ => usual,
            CustomParser = result =>
            {
                var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
                if (T.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
                    return value;
                result.AddError($"'{Shown.Shorten(text)}' is no value for {name}: a number from {range} is.");
                return default;
            },
        };
    }
}
