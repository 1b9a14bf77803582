using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PlayCount.Architecture.Tests;

/// <summary>Rules on projects: where they stand, that the solution builds them, that versions are central.</summary>
internal static partial class Projects
{
    public const int MaxProgramLines = 30;

    public static IEnumerable<string> Misplaced(IEnumerable<RepositoryFile> files) =>
        from project in files
        where project.IsProject && !KnownPlace().IsMatch(project.Path)
        select $"{project.Path} is a project outside the known folders: those are AppHost/, ServiceDefaults/, contracts/, cli/ and one "
            + "folder down in core/, services/, compat/, tests/ and bench/.";

    public static IEnumerable<string> OutsideTheSolution(IEnumerable<RepositoryFile> files, string solution) =>
        from project in files
        where project.IsProject && !solution.Replace('\\', '/').Contains($"\"{project.Path}\"", StringComparison.Ordinal)
        select $"{project.Path} is not in PlayCount.Aspire.sln, so nobody builds it: run 'dotnet sln add {project.Path}'.";

    public static IEnumerable<string> WithoutReadme(IEnumerable<RepositoryFile> files)
    {
        var all = files.ToList();
        return from project in all
               where project.IsProject && project.Area == "compat"
               let readme = Path.GetDirectoryName(project.Path)!.Replace('\\', '/') + "/README.md"
               where all.All(file => file.Path != readme)
               select $"{project.Path} has no {readme}: a stand-in says why it is there, which members it has and how they differ.";
    }

    public static IEnumerable<string> LocalVersions(IEnumerable<RepositoryFile> files, string central)
    {
        var known = XDocument.Parse(central).Descendants("PackageVersion").Select(version => (string?)version.Attribute("Include"))
            .ToHashSet();
        foreach (var project in files.Where(file => file.IsProject))
        {
            foreach (var package in XDocument.Parse(project.Text).Descendants().Where(
                e => e.Name.LocalName is "PackageReference" or "PackageVersion"))
            {
                var id = (string?)package.Attribute("Include") ?? (string?)package.Attribute("Update");
                if (HasVersion(package) || package.Name.LocalName == "PackageVersion")
                    yield return $"{project.Path} gives package {id} a version of its own: it belongs into Directory.Packages.props.";
                else if (!known.Contains(id))
                    yield return $"{project.Path} uses package {id}, which Directory.Packages.props does not know: "
                    + "add a PackageVersion there.";
            }
        }
    }

    public static IEnumerable<string> LongPrograms(IEnumerable<RepositoryFile> files) =>
        from program in files
        where program.Area == "services" && program.Path.EndsWith("/Program.cs", StringComparison.Ordinal)
        let lines = program.Text.AsSpan().TrimEnd('\n').Count('\n') + 1
        where lines > MaxProgramLines
        select $"{program.Path} has {lines} lines, and at most {MaxProgramLines} are right: a service says there what it consists of; "
            + "how it is put together stands beside its features, where the standalone process finds it too.";

    private static bool HasVersion(XElement package) =>
        new[] { "Version", "VersionOverride" }.Any(name => package.Attribute(name) is not null || package.Element(name) is not null);

    [GeneratedRegex(@"^((AppHost|ServiceDefaults|contracts|cli)/[^/]+|(core|services|tests|bench)/[^/]+/[^/]+|compat/([^/]+)/\4)\.csproj$")]
    private static partial Regex KnownPlace();
}
