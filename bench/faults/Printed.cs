using System.Text.RegularExpressions;

namespace PlayCount.Faults;

/// <summary>Lines that the AppHost prints.</summary>
internal static partial class Printed
{
    /// <summary>The experiment that it starts itself.</summary>
    [GeneratedRegex(@"^experiment: (\S+)")]
    public static partial Regex Experiment();

    /// <summary>The address at which a browser logs in to the dashboard.</summary>
    [GeneratedRegex(@"Login to the dashboard at (\S+)")]
    public static partial Regex Login();

    /// <summary>A process that it starts: resource, process id, endpoints.</summary>
    [GeneratedRegex(@"^\[(\w+)\] runs as process (\d+)(.*)$")]
    public static partial Regex Runs();

    /// <summary>An endpoint in such a line: name, URL.</summary>
    [GeneratedRegex(@", ([\w-]+) (\S+?)(?=,|$)")]
    public static partial Regex Endpoint();
}
