using System.CommandLine;
using PlayCount.Songs;

namespace PlayCount.Cli;

/// <summary>Options that take one of some names; the names stand in the help text and in the refusal.</summary>
internal static class NameOption
{
    /// <summary>The first name is the usual one.</summary>
    public static Option<string> Create(string name, string description, params string[] names)
    {
        var known = string.Join(", ", names);
        return new Option<string>(name)
        {
            Description = $"{description}: {known}",
            HelpName = "NAME",
            DefaultValueFactory = _ => names[0],
            CustomParser = result =>
            {
                var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
                if (names.Contains(text))
                    return text;
                result.AddError($"'{Shown.Shorten(text)}' is no value for {name}: one of {known} is.");
                return names[0];
            },
        };
    }
}
