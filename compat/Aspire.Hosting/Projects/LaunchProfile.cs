using System.Text.Json;

namespace Aspire.Hosting.Projects;

/// <summary>A profile of a project's Properties/launchSettings.json: where it listens, what its environment holds.</summary>
internal sealed record LaunchProfile(string Name, IReadOnlyList<Uri> Urls, IReadOnlyDictionary<string, string> Environment)
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The profile of this name.</summary>
    /// <exception cref="DistributedApplicationException">The project has none of this name.</exception>
    public static LaunchProfile Named(string projectPath, string name)
    {
        var all = Read(projectPath);
        var names = all.Count == 0 ? "none" : string.Join(", ", all.Select(profile => profile.Name));
        return all.FirstOrDefault(profile => profile.Name == name)
            ?? throw new DistributedApplicationException($"'{FileOf(projectPath)}' has no profile '{name}': it has {names}.");
    }

    /// <summary>The profile of the preferred name, else the first; null when the project has no profiles.</summary>
    public static LaunchProfile? Default(string projectPath, string? preferred)
    {
        var all = Read(projectPath);
        return all.FirstOrDefault(profile => profile.Name == preferred) ?? all.FirstOrDefault();
    }

    private static string FileOf(string projectPath) =>
        Path.Combine(Path.GetDirectoryName(projectPath)!, "Properties", "launchSettings.json");

    private static List<LaunchProfile> Read(string projectPath)
    {
        var file = FileOf(projectPath);
        if (!File.Exists(file))
            return [];
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file), Lenient);
            return json.RootElement.TryGetProperty("profiles", out var profiles)
                ? [.. profiles.EnumerateObject().Where(IsOfProject).Select(Of)]
                : [];
        }
        catch (Exception e) when (e is JsonException or UriFormatException or InvalidOperationException)
        {
            throw new DistributedApplicationException($"'{file}' is no launch settings file: {e.Message}", e);
        }
    }

    private static bool IsOfProject(JsonProperty profile) =>
        profile.Value.TryGetProperty("commandName", out var command) && command.GetString() == "Project";

    private static LaunchProfile Of(JsonProperty profile)
    {
        var urls = profile.Value.TryGetProperty("applicationUrl", out var url) ? url.GetString()! : "";
        var environment = profile.Value.TryGetProperty("environmentVariables", out var variables)
            ? variables.EnumerateObject().ToDictionary(variable => variable.Name, variable => variable.Value.GetString()!)
            : [];
        return new LaunchProfile(
            profile.Name, [.. urls.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(text => new Uri(text))], environment);
    }
}
