using System.Runtime.InteropServices;

namespace Aspire.Hosting.Processes;

/// <summary>Processes that are signalled together: a child and what it starts.</summary>
internal static partial class ProcessGroup
{
    public const int Terminate = 15;
    public const int Kill = 9;

    private static readonly string? SetsidPath = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Append("/usr/bin").Select(folder => Path.Combine(folder, "setsid")).FirstOrDefault(File.Exists);

    /// <summary>Children can be put into groups of their own here.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux() && SetsidPath is not null;

    public static string WhyNot =>
        OperatingSystem.IsLinux() ? "the program setsid (package util-linux) is not on the PATH" : "this is not Linux";

    /// <summary>The program that starts another in a session, and so a group, of its own, with the same process id.</summary>
    public static string Setsid => SetsidPath ?? throw new PlatformNotSupportedException(WhyNot);

    /// <summary>Sends a signal to a group; one that has no process left is fine.</summary>
    public static void Signal(int group, int signal) => _ = SendSignal(-group, signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
