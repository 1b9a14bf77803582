using System.Text.RegularExpressions;

namespace PlayCount.Architecture.Tests;

/// <summary>Rules on contracts/Messages: what every program that sends or reads a message relies on.</summary>
internal static partial class Messages
{
    public static IEnumerable<string> Offences(IEnumerable<RepositoryFile> files) =>
        from message in files
        where message.IsCode && message.Path.StartsWith("contracts/Messages/", StringComparison.Ordinal)
            && !Interface().IsMatch(message.Text)
        from offence in Of(message)
        select $"{message.Path} {offence}";

    private static IEnumerable<string> Of(RepositoryFile message)
    {
        string[] types = [.. Type().Matches(message.Text).Select(type => type.Value)];
        if (types is not [var only] || !Regex.IsMatch(only, $@"^public sealed record {message.Name}$"))
            yield return $"declares {string.Join(", ", types)}: one 'public sealed record {message.Name}' is right.";
        if (!Remarks().IsMatch(message.Text))
            yield return "has no <remarks> 'From ... to ... Harmless when repeated ...': "
                + "it names sender, receivers and why once more is no harm.";
        foreach (Match property in Property().Matches(message.Text))
        {
            if (!Right().IsMatch(property.Value))
                yield return $"has '{property.Value.Trim()}': 'public required TYPE Name {{ get; init; }}' of a base type is right; "
                    + "of one added later, nullable and not required.";
        }
    }

    [GeneratedRegex(@"^public interface ", RegexOptions.Multiline)]
    private static partial Regex Interface();

    [GeneratedRegex(
        @"^(public |internal )?((sealed|abstract|static|readonly|partial) )*(record( struct)?|class|struct|enum) \w+",
        RegexOptions.Multiline)]
    private static partial Regex Type();

    [GeneratedRegex(@"<remarks>\s*(///)?\s*From .+ to .+\. Harmless when repeated", RegexOptions.Singleline)]
    private static partial Regex Remarks();

    [GeneratedRegex(@"^    public .*\{.*$", RegexOptions.Multiline)]
    private static partial Regex Property();

    [GeneratedRegex(@"^    public (required (string|int|long|double|bool)\??|(string|int|long|double|bool)\?) \w+ \{ get; init; \}$")]
    private static partial Regex Right();
}
