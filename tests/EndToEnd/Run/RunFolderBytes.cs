namespace PlayCount.EndToEnd.Tests;

/// <summary>The files of a finished run, by their names below its folder.</summary>
internal static class RunFolderBytes
{
    private static readonly string[] Own = ["run-info.json", "catalog.sqlite", ".lock"];

    /// <summary>All files but those that may tell when, where or how far: run-info.json, the store, the lock, state/.</summary>
    public static IEnumerable<string> Names(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(folder, path))
        .Where(name => !name.Split('/').Contains("state") && !Own.Any(
            own => Path.GetFileName(name).StartsWith(own, StringComparison.Ordinal)))
        .Order(StringComparer.Ordinal);

    /// <summary>Fails unless both folders hold the same files with the same bytes; names the first file that differs.</summary>
    public static void AssertEqual(string expected, string actual)
    {
        Assert.Equal(Names(expected), Names(actual));
        foreach (var name in Names(expected))
        {
            Assert.True(
                File.ReadAllBytes(Path.Combine(expected, name)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(actual, name))),
                $"{name} differs");
        }
    }
}
