using System.Text.RegularExpressions;

namespace PlayCount.Architecture.Tests;

/// <summary>Rule: docs/paper-map.md leads from each claim to code and to a test that exist.</summary>
/// <remarks>A row is <c>| place | claim | `Type` or `Type.Member` | `ClassTests.Method` |</c>; a cell may hold several.</remarks>
internal static partial class PaperMap
{
    private const int Columns = 4;

    public static IEnumerable<string> Offences(string map, IEnumerable<RepositoryFile> files)
    {
        var code = files.Where(file => file.IsCode).ToList();
        var product = Types(code.Where(file => file.Area != "tests"));
        var tests = Types(code.Where(file => file.Area == "tests"));
        foreach (var (line, number) in map.Split('\n').Select((text, i) => (text, i + 1))
            .Where(row => row.text.StartsWith("| ", StringComparison.Ordinal)).Skip(1))
        {
            var cells = line.Trim().Trim('|').Split('|');
            if (cells.Length != Columns)
            {
                yield return $"docs/paper-map.md:{number} has {cells.Length} cells: a row has {Columns}, place, claim, symbol and test.";
                continue;
            }

            foreach (var offence in Missing(cells[2], product, "a type or member of the product")
                .Concat(Missing(cells[3], tests, "a test")))
                yield return $"docs/paper-map.md:{number} {offence}";
        }
    }

    private static IEnumerable<string> Missing(string cell, ILookup<string, string> types, string wanted)
    {
        var names = Name().Matches(cell).Select(match => match.Groups[1].Value).ToList();
        if (names.Count == 0)
            yield return $"names nothing in the cell '{cell.Trim()}': it wants {wanted} between backticks.";
        foreach (var name in names.Where(name => !Exists(name, types)))
            yield return $"names '{name}', which does not exist: it wants {wanted}.";
    }

    private static bool Exists(string name, ILookup<string, string> types)
    {
        var parts = name.Split('.');
        return parts.Length switch
        {
            1 => types.Contains(parts[0]),
            2 => types[parts[0]].Any(text => Regex.IsMatch(text, $@"\b{Regex.Escape(parts[1])}\b")),
            _ => false,
        };
    }

    // A type's name leads to the text of each file that declares it, without comments.
    private static ILookup<string, string> Types(IEnumerable<RepositoryFile> files) =>
        (from file in files
         let text = Comment().Replace(file.Text, "")
         from Match declared in Declaration().Matches(text)
         select (Name: declared.Groups[1].Value, Text: text)).ToLookup(type => type.Name, type => type.Text);

    [GeneratedRegex(@"`([A-Za-z_][\w.]*)`")]
    private static partial Regex Name();

    [GeneratedRegex(@"\b(?:class|record|struct|interface|enum)\s+(?:struct\s+|class\s+)?([A-Z]\w*)")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comment();
}
