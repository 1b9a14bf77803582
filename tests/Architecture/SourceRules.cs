using System.Text.RegularExpressions;

namespace PlayCount.Architecture.Tests;

/// <summary>Rules on source files: length, left-overs, names that say nothing.</summary>
internal static partial class SourceRules
{
    public const int MaxLines = 400;

    /// <summary>As .editorconfig has it, which no analyzer checks.</summary>
    public const int MaxLineCharacters = 140;

    private const int CompatShare = 3;

    /// <summary>A program of ours that takes the place of a tool: it stands in for no package's members.</summary>
    private const string Dashboard = "compat/Aspire.Dashboard/";

    // Put together here, so that this file is no left-over itself.
    private static readonly string[] LeftOvers = ["TO" + "DO", "FIX" + "ME", "HA" + "CK:", "throw new NotImplemented" + "Exception"];

    private static readonly string[] EmptyNames = ["src", "Common", "Shared", "Helpers", "Helper", "Utils", "Utilities", "Misc",
        "Interfaces", "Services"];

    private const string TimedPublish = "ServiceDefaults/Messaging/BusExtensions.cs";

    private static readonly string[] ProductFolders = ["AppHost/", "ServiceDefaults/", "cli/", "services/"];

    public static IEnumerable<string> TooLong(IEnumerable<RepositoryFile> files) =>
        from file in files
        where file.IsCode || file.Path.EndsWith(".sh", StringComparison.Ordinal)
        let lines = file.Text.AsSpan().TrimEnd('\n').Count('\n') + 1
        where lines > MaxLines
        select $"{file.Path} has {lines} lines: a person reads at most {MaxLines} in one sitting; part it by what is read together.";

    public static IEnumerable<string> TooWide(IEnumerable<RepositoryFile> files) =>
        from file in files
        where file.IsCode
        from line in file.Text.Split('\n').Select((text, i) => (Text: text.TrimEnd('\r'), Number: i + 1))
        where line.Text.Length > MaxLineCharacters
        select $"{file.Path}:{line.Number} has {line.Text.Length} characters: "
            + $"at most {MaxLineCharacters} are right (max_line_length in .editorconfig); break the line.";

    public static IEnumerable<string> Unfinished(IEnumerable<RepositoryFile> files) =>
        from file in files
        where file.IsCode || file.Path.EndsWith(".sh", StringComparison.Ordinal) || file.IsProject
        from line in file.Text.Split('\n').Select((text, i) => (Text: text, Number: i + 1))
        from leftOver in LeftOvers
        where line.Text.Contains(leftOver, StringComparison.Ordinal)
        select $"{file.Path}:{line.Number} holds '{leftOver}': finish it, or say in the issue that it is left.";

    /// <summary>Publishing without a limit waits for ever where the broker is away.</summary>
    public static IEnumerable<string> EndlessPublishes(IEnumerable<RepositoryFile> files) =>
        from file in files
        where file.IsCode && file.Path != TimedPublish
            && ProductFolders.Any(folder => file.Path.StartsWith(folder, StringComparison.Ordinal))
        from line in file.Text.Split('\n').Select((text, i) => (Text: text, Number: i + 1))
        where BarePublish().IsMatch(line.Text)
        select $"{file.Path}:{line.Number} publishes or sends a message without a limit of time: "
            + $"PublishInTimeAsync of {TimedPublish} has one.";

    /// <summary>What stands in for packages must not outgrow the product.</summary>
    public static IEnumerable<string> TooMuchCompat(IEnumerable<RepositoryFile> files)
    {
        var lines = files.Where(file => file.IsCode && !file.Path.StartsWith(Dashboard, StringComparison.Ordinal))
            .ToLookup(file => file.Area, file => file.Text.AsSpan().Count('\n'));
        var (compat, product) = (lines["compat"].Concat(lines["native"]).Sum(), lines["core"].Concat(lines["services"]).Sum());
        if (compat * CompatShare >= product)
        {
            yield return $"compat/ and native/ have {compat} lines, core/ and services/ {product}: less than 1 to {CompatShare} is right; "
                + "take out members that the product does not use.";
        }
    }

    public static IEnumerable<string> EmptyFolderNames(IEnumerable<RepositoryFile> files) =>
        from folder in files.Select(file => Path.GetDirectoryName(file.Path)!.Replace('\\', '/')).Distinct()
        from name in folder.Split('/')
        where EmptyNames.Contains(name) && folder != "tests/Services" && !folder.StartsWith("tests/Services/", StringComparison.Ordinal)
        select $"{folder}/ is named '{name}', which says nothing: name it after the feature that is in it.";

    [GeneratedRegex(@"\.(Publish|Send|Respond|PublishBatch|SendBatch)(<[^()]*>)?\(")]
    private static partial Regex BarePublish();
}
