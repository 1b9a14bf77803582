namespace PlayCount.ServiceDefaults.Files;

/// <summary>Files that a process wrote beside their place and did not live to finish; nothing reads them.</summary>
public static class UnfinishedFiles
{
    /// <summary>Ends the names of files that are written at once.</summary>
    public const string Ending = ".unfinished";

    /// <summary>Ends the names of files that grow row by row.</summary>
    public const string GrowingEnding = ".part";

    /// <summary>Deletes what a killed process left in a folder, which must be the caller's alone; links are not followed.</summary>
    /// <param name="folder">Need not be there.</param>
    /// <param name="withSubfolders">Whether the folders below it are the caller's too.</param>
    public static void Clear(string folder, bool withSubfolders)
    {
        if (!Directory.Exists(folder))
            return;
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = withSubfolders,
            AttributesToSkip = FileAttributes.ReparsePoint,
            IgnoreInaccessible = false,
        };
        foreach (var path in Directory.GetFiles(folder, "*", options).Where(IsUnfinished))
            File.Delete(path);
    }

    private static bool IsUnfinished(string path) =>
        path.EndsWith(Ending, StringComparison.Ordinal) || path.EndsWith(GrowingEnding, StringComparison.Ordinal);
}
