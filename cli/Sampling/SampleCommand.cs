using System.CommandLine;

namespace PlayCount.Cli.Sampling;

internal static class SampleCommand
{
    public static Command Create() => new("sample", "Makes data whose answer is known: plays planted from the sound.");
}
