using System.CommandLine;
using System.Globalization;
using PlayCount.Songs;

namespace PlayCount.Cli;

/// <summary>Whole numbers, and how they were typed: the help shows a usual list as it would be.</summary>
internal sealed record NumberList(IReadOnlyList<int> Values, string Typed)
{
    public override string ToString() => Typed;
}

/// <summary>Options that take whole numbers as <c>1,6,12</c> or <c>1..24</c>.</summary>
internal static class NumberListOption
{
    public static Option<NumberList> Create(string name, string usual, int least, int most, string description) => new(name)
    {
        Description = $"{description}, such as 1,6,12 or 1..24, each {least} to {most}",
        HelpName = "LIST",
        DefaultValueFactory = _ => new NumberList(TryParse(usual, least, most, out var values) ? values : [], usual),
        CustomParser = result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (TryParse(text, least, most, out var values))
                return new NumberList(values, text);
            result.AddError($"'{Shown.Shorten(text)}' is no value for {name}: "
                + $"numbers from {least} to {most} such as 1,6,12 or 1..24, each once, are.");
            return new NumberList([], text);
        },
    };

    private static bool TryParse(string text, int least, int most, out int[] values)
    {
        var all = new List<int>();
        values = [];
        foreach (var part in text.Split(','))
        {
            var ends = part.Split("..");
            if (ends.Length > 2 || !TryNumber(ends[0], out var first) || !TryNumber(ends[^1], out var last))
                return false;
            if (first < least || last > most || first > last)
                return false;
            all.AddRange(Enumerable.Range(first, last - first + 1));
        }

        values = [.. all.Distinct().Order()];
        return values.Length == all.Count;
    }

    private static bool TryNumber(string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
