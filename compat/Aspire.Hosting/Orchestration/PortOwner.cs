using System.Globalization;

namespace Aspire.Hosting.Orchestration;

/// <summary>Says who listens on a port of this machine, as far as /proc tells.</summary>
internal static class PortOwner
{
    private const string Listening = "0A";

    /// <summary>Such as " by process 123 (nginx)"; empty when it is not known.</summary>
    public static string By(int port)
    {
        if (!OperatingSystem.IsLinux() || Sockets(port).ToHashSet() is not { Count: > 0 } sockets)
            return "";
        var owner = Directory.EnumerateDirectories("/proc").FirstOrDefault(
            folder => int.TryParse(Path.GetFileName(folder), out _) && Links(folder).Any(sockets.Contains));
        return owner is null ? "" : $" by process {Path.GetFileName(owner)} ({Name(owner)})";
    }

    // A line: number, local address with the port in hexadecimal, remote address, state, and as tenth field the socket's inode.
    private static IEnumerable<string> Sockets(int port) =>
        from table in (string[])["/proc/net/tcp", "/proc/net/tcp6"]
        where File.Exists(table)
        from line in File.ReadLines(table).Skip(1)
        let fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        where fields[3] == Listening && int.Parse(fields[1].Split(':')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture) == port
        select $"socket:[{fields[9]}]";

    private static List<string> Links(string process)
    {
        try
        {
            return [.. Directory.EnumerateFiles(Path.Combine(process, "fd")).Select(link => new FileInfo(link).LinkTarget ?? "")];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has ended, or belongs to somebody else.
            return [];
        }
    }

    private static string Name(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "comm")).Trim();
        }
        catch (IOException)
        {
            return "ended meanwhile";
        }
    }
}
