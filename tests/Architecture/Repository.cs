using PlayCount.Tests;

namespace PlayCount.Architecture.Tests;

/// <summary>A file of the repository.</summary>
/// <param name="Path">From the root, with forward slashes.</param>
/// <param name="Text">What it holds.</param>
internal sealed record RepositoryFile(string Path, string Text)
{
    /// <summary>The first folder, or the file's name at the root.</summary>
    public string Area => Path.Split('/')[0];

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public bool IsProject => Path.EndsWith(".csproj", StringComparison.Ordinal);

    public bool IsCode => Path.EndsWith(".cs", StringComparison.Ordinal);
}

/// <summary>The repository as it stands: its text files, without what a build, a run or git leaves.</summary>
internal static class Repository
{
    private static readonly string[] Left = ["bin", "obj", ".git", "artifacts", "TestResults", "out", "sample", "node_modules", ".vs",
        ".idea"];
    private static readonly string[] Read = [".cs", ".csproj", ".props", ".targets", ".sln", ".sh", ".md", ".json", ".txt"];

    public static IReadOnlyList<RepositoryFile> Files { get; } = [.. Under(new DirectoryInfo(Outside.Root))
        .Select(file => new RepositoryFile(
            Path.GetRelativePath(Outside.Root, file.FullName).Replace('\\', '/'), File.ReadAllText(file.FullName)))
        .OrderBy(file => file.Path, StringComparer.Ordinal)];

    public static string Text(string path) =>
        Files.FirstOrDefault(file => file.Path == path)?.Text ?? throw new FileNotFoundException($"The repository has no '{path}'.");

    /// <summary>Fails with every offence, one a line.</summary>
    public static void AssertNone(IEnumerable<string> offences)
    {
        var found = offences.ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    private static IEnumerable<FileInfo> Under(DirectoryInfo folder) => folder.EnumerateFiles()
        .Where(file => Read.Contains(file.Extension))
        .Concat(folder.EnumerateDirectories().Where(inner => !Left.Contains(inner.Name)).SelectMany(Under));
}
