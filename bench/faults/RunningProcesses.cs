using System.Globalization;
using System.Net.NetworkInformation;

namespace PlayCount.Faults;

/// <summary>What runs and listens on this machine, as the system tells it.</summary>
internal static class RunningProcesses
{
    private const int GroupField = 2; // after the name in parentheses: state, parent, group

    /// <summary>The processes of a group that have not ended.</summary>
    public static IReadOnlyList<int> OfGroup(int group) => Where(stat => stat[0] != "Z"
        && stat[GroupField] == group.ToString(CultureInfo.InvariantCulture));

    /// <summary>Those that have the text in their environment.</summary>
    public static IReadOnlyList<int> Mentioning(string text) =>
        [.. Where(stat => stat[0] != "Z").Where(id => Read(id, "environ").Contains(text, StringComparison.Ordinal))];

    /// <summary>The ports of these on which somebody listens.</summary>
    public static IReadOnlyList<int> Listening(IEnumerable<int> ports)
    {
        var busy = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(listener => listener.Port).ToHashSet();
        return [.. ports.Where(busy.Contains)];
    }

    /// <summary>A process's environment.</summary>
    public static IEnumerable<(string Name, string Value)> VariablesOf(int process) => Read(process, "environ")
        .Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(variable => variable.Split('=', 2))
        .Where(parts => parts.Length == 2).Select(parts => (parts[0], parts[1]));

    private static List<int> Where(Func<string[], bool> isRight) =>
    [
        .. from folder in Directory.EnumerateDirectories("/proc")
           let id = int.TryParse(Path.GetFileName(folder), out var number) ? number : 0
           where id > 0
           let stat = Read(id, "stat")
           where stat.Length > 0 && isRight(stat[(stat.LastIndexOf(')') + 2)..].Split(' '))
           select id,
    ];

    private static string Read(int process, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/{file}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ""; // it has ended, or is somebody else's
        }
    }
}
