namespace PlayCount.AppHost.Tests;

/// <summary>What runs on this machine, as /proc tells it.</summary>
internal static class Processes
{
    /// <summary>Those that have the text in their arguments or their environment.</summary>
    public static List<(int Id, string Name)> Mentioning(string text) =>
    [
        .. from folder in Directory.EnumerateDirectories("/proc")
           let id = int.TryParse(Path.GetFileName(folder), out var number) ? number : 0
           where id > 0 && id != Environment.ProcessId
           where Read(folder, "cmdline").Contains(text, StringComparison.Ordinal)
               || Read(folder, "environ").Contains(text, StringComparison.Ordinal)
           select (id, Read(folder, "comm").Trim()),
    ];

    private static string Read(string folder, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has ended, or is somebody else's.
            return "";
        }
    }
}
