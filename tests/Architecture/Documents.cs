using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PlayCount.Architecture.Tests;

/// <summary>Rules on README.md and docs/: what they name is there.</summary>
internal static partial class Documents
{
    public static IEnumerable<RepositoryFile> All(IEnumerable<RepositoryFile> files) =>
        files.Where(file => file.Path == "README.md" || file.Path == "CONTRIBUTING.md"
            || (file.Area == "docs" && file.Path.EndsWith(".md", StringComparison.Ordinal)));

    /// <summary>Commands in fenced blocks: projects that are none, verbs and options that the CLI or test.sh do not have.</summary>
    public static IEnumerable<string> WrongCommands(IReadOnlyList<RepositoryFile> files) =>
        from document in All(files)
        from Match block in Fenced().Matches(document.Text)
        from command in block.Groups[1].Value.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')
        from offence in Offences(command.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries), files)
        select $"{document.Path} shows '{command.Trim()}', but {offence}";

    /// <summary>Options in running text, as <c>`--name`</c>, that neither the CLI nor the AppHost nor test.sh has.</summary>
    public static IEnumerable<string> UnknownOptions(IReadOnlyList<RepositoryFile> files) =>
        from document in All(files)
        from Match option in InlineOption().Matches(Fenced().Replace(document.Text, ""))
        let name = option.Groups[1].Value
        where !CliHas(files, name) && !ScriptHas(files, name) && !AppHostHas(files, name)
        select $"{document.Path} names the option '{name}', which neither cli/ nor AppHost/ nor test.sh has: correct the name.";

    public static IEnumerable<string> DeadLinks(IReadOnlyList<RepositoryFile> files, Func<string, bool> exists) =>
        from document in All(files)
        from Match link in Link().Matches(document.Text)
        let target = link.Groups[1].Value.Split('#')[0]
        where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal)
        let folder = Path.GetDirectoryName(document.Path)!
        where !exists(Path.Combine(folder, target))
        select $"{document.Path} links to '{target}', which is not there: correct the link, or write the file.";

    public static IEnumerable<string> PackagesWithoutNotice(string central, string notices) =>
        from package in XDocument.Parse(central).Descendants("PackageVersion")
        let id = (string)package.Attribute("Include")!
        where !notices.Contains($"| {id} |", StringComparison.Ordinal)
        select $"THIRD-PARTY-NOTICES.md has no row '| {id} | ...': name the package, its owner and its licence.";

    private static IEnumerable<string> Offences(string[] words, IReadOnlyList<RepositoryFile> files)
    {
        if (words is ["./test.sh", ..])
            return words.Skip(1).Where(word => !ScriptHas(files, word)).Select(word => $"test.sh has no '{word}'.");
        return words is ["dotnet", "run", ..] ? OffencesOfRun(words, files) : [];
    }

    private static IEnumerable<string> OffencesOfRun(string[] words, IReadOnlyList<RepositoryFile> files)
    {
        var project = words.SkipWhile(word => word != "--project").Skip(1).FirstOrDefault() ?? "";
        if (files.Count(file => file.IsProject && Path.GetDirectoryName(file.Path) == project) != 1)
            yield return $"'{project}' holds no project.";

        var arguments = words.SkipWhile(word => word != "--").Skip(1).ToList();
        if (project == "AppHost")
        {
            foreach (var option in arguments.Where(word => word.StartsWith("--", StringComparison.Ordinal) && !AppHostHas(files, word)))
                yield return $"AppHost/ knows no option '{option}'.";
            yield break;
        }

        foreach (var verb in arguments.TakeWhile(word => !word.StartsWith('-')).Where(verb => !CliHas(files, verb)))
            yield return $"cli/ knows no command '{verb}'.";
        foreach (var option in arguments.Where(word => word.StartsWith("--", StringComparison.Ordinal) && !CliHas(files, word)))
            yield return $"cli/ knows no option '{option}'.";
    }

    private static bool CliHas(IEnumerable<RepositoryFile> files, string word) =>
        files.Any(file => file.Area == "cli" && file.IsCode && file.Text.Contains($"\"{word}\"", StringComparison.Ordinal));

    // An option of the AppHost is a key of its configuration.
    private static bool AppHostHas(IEnumerable<RepositoryFile> files, string option) =>
        files.Any(file => file.Area == "AppHost" && file.IsCode && (file.Text.Contains($"\"{option}\"", StringComparison.Ordinal)
            || file.Text.Contains($"(\"{option[2..]}\"", StringComparison.Ordinal)
            || file.Text.Contains($"[\"{option[2..]}\"", StringComparison.Ordinal)));

    private static bool ScriptHas(IEnumerable<RepositoryFile> files, string option) =>
        files.Any(file => file.Path == "test.sh" && file.Text.Contains($"    {option})", StringComparison.Ordinal));

    [GeneratedRegex(@"^```[a-z]*\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fenced();

    [GeneratedRegex(@"`(--[a-z][a-z-]*)[^`]*`")]
    private static partial Regex InlineOption();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
