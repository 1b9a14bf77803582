namespace PlayCount.Faults;

/// <summary>Whether two folders hold the same results.</summary>
internal static class SameFiles
{
    /// <summary>What a run leaves besides its results: when it was, who holds it, its rows, its state.</summary>
    private static readonly string[] OwnFiles = ["run-info.json", ".lock", "catalog.sqlite", "state/"];

    /// <summary>What differs, a line each; none: the folders have the same files, byte for byte.</summary>
    public static IReadOnlyList<string> Differences(string expected, string actual)
    {
        var (right, seen) = (Names(expected), Names(actual));
        return
        [
            .. right.Except(seen).Select(name => $"{name} is missing"),
            .. seen.Except(right).Select(name => $"{name} should not be there"),
            .. right.Intersect(seen).Where(name => !File.ReadAllBytes(Path.Combine(expected, name)).AsSpan()
                .SequenceEqual(File.ReadAllBytes(Path.Combine(actual, name)))).Select(name => $"{name} differs"),
        ];
    }

    /// <summary>The names of the results in a folder.</summary>
    public static IReadOnlyList<string> Names(string folder) => Directory.Exists(folder)
        ?
        [
            .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path))
                .Where(name => !Array.Exists(OwnFiles, own => name.StartsWith(own, StringComparison.Ordinal)))
                .Order(StringComparer.Ordinal),
        ]
        : [];
}
