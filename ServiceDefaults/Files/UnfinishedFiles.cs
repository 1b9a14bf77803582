namespace PlayCount.ServiceDefaults.Files;

/// <summary>Files that a process wrote beside their place and did not live to finish; nothing reads them.</summary>
public static class UnfinishedFiles
{
    /// <summary>Ends the names of files that are being written.</summary>
    public const string Ending = ".unfinished";

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
        foreach (var path in Directory.GetFiles(folder, "*", options).Where(path => path.EndsWith(Ending, StringComparison.Ordinal)))
            File.Delete(path);
    }
}
