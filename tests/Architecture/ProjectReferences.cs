using System.Xml.Linq;

namespace PlayCount.Architecture.Tests;

/// <summary>Rule: project references follow the tree.</summary>
internal static class ProjectReferences
{
    /// <summary>What the projects of an area may refer to. A deployable that hosts all services, the CLI and tests may refer to
    /// services.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["core"] = ["core"],
        ["compat"] = [],
        ["contracts"] = [],
        ["ServiceDefaults"] = ["contracts"],
        ["services"] = ["core", "contracts", "ServiceDefaults"],
        ["AppHost"] = ["services", "contracts", "cli"],
        ["cli"] = ["core", "contracts", "ServiceDefaults", "services"],
        ["tests"] = ["core", "contracts", "ServiceDefaults", "services", "cli", "AppHost", "tests"],
        ["bench"] = ["core", "contracts", "services", "cli", "AppHost"],
    };

    private const string Standalone = "services/Standalone/";

    /// <summary>What calls a service is no part of it: its siblings may have that.</summary>
    private const string Client = ".Client.csproj";

    public static IEnumerable<string> Offences(IEnumerable<RepositoryFile> files) =>
        from project in files
        where project.IsProject
        from target in Targets(project)
        where !IsAllowed(project, target)
        select $"{project.Path} refers to {target}: " + Right(project, target);

    private static bool IsAllowed(RepositoryFile project, string target) =>
        Allowed.GetValueOrDefault(project.Area, []).Contains(Area(target))
        || (project.Area == "services" && Area(target) == "services" && target.EndsWith(Client, StringComparison.Ordinal))
        || (project.Path.StartsWith(Standalone, StringComparison.Ordinal) && Area(target) == "services");

    private static string Right(RepositoryFile project, string target) => (project.Area, Area(target)) switch
    {
        (_, "compat") => "name the package with a PackageReference; Directory.Build.targets swaps it for its stand-in.",
        ("services", "services") => "a service knows no sibling but its client; put what both need into core, or speak through a message.",
        _ => $"{project.Area} may refer to {MayReferTo(project.Area)}.",
    };

    private static string MayReferTo(string area) =>
        Allowed.GetValueOrDefault(area, []) is { Length: > 0 } some ? string.Join(", ", some) : "nothing of ours";

    private static IEnumerable<string> Targets(RepositoryFile project) =>
        from reference in XDocument.Parse(project.Text).Descendants("ProjectReference")
        let include = (string?)reference.Attribute("Include") ?? ""
        select Normal(Path.GetDirectoryName(project.Path)!.Replace('\\', '/') + "/" + include.Replace('\\', '/'));

    private static string Normal(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part == ".." && parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else if (part != ".")
                parts.Add(part);
        }

        return string.Join('/', parts);
    }

    private static string Area(string path) => path.Split('/')[0];
}
