using System.CommandLine;
using PlayCount.Learning.Sweeps;
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
    public static Option<NumberList> Create(string name, string usual, SettingRange<int> range, string description) => new(name)
    {
        Description = $"{description}, such as 1,6,12 or 1..24, each {range.Least} to {range.Most}",
        HelpName = "LIST",
        DefaultValueFactory = _ => new NumberList(NumberLists.TryParse(usual, range, out var values) ? values : [], usual),
        CustomParser = result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (NumberLists.TryParse(text, range, out var values))
                return new NumberList(values, text);
            result.AddError($"'{Shown.Shorten(text)}' is no value for {name}: "
                + $"numbers from {range.Least} to {range.Most} such as 1,6,12 or 1..24, each once, are.");
            return new NumberList([], text);
        },
    };
}
