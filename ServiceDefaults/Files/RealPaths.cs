namespace PlayCount.ServiceDefaults.Files;

/// <summary>Paths without links.</summary>
public static class RealPaths
{
    /// <summary>As many links in a row as Linux follows.</summary>
    private const int MaxLinks = 40;

    /// <summary>The path with every link in it followed, the last part's too; parts that are not there stay as they are.</summary>
    /// <exception cref="IOException">The links run in a circle.</exception>
    public static string Of(string path)
    {
        var full = Path.GetFullPath(path);
        for (var link = 0; link <= MaxLinks; link++)
        {
            var next = FollowFirstLink(full);
            if (next is null)
                return full;
            full = next;
        }

        throw new IOException($"More than {MaxLinks} links follow one another.");
    }

    private static string? FollowFirstLink(string full)
    {
        var root = Path.GetPathRoot(full)!;
        var parts = full[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        var walked = root;
        for (var i = 0; i < parts.Length; i++)
        {
            var parent = walked;
            walked = Path.Combine(walked, parts[i]);
            if (new FileInfo(walked).LinkTarget is { } target)
                return Path.GetFullPath(Path.Combine([parent, target, .. parts[(i + 1)..]]));
        }

        return null;
    }
}
