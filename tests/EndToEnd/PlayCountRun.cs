using System.CommandLine;
using PlayCount.Cli;

namespace PlayCount.EndToEnd.Tests;

/// <summary>One command line, run in this process.</summary>
internal sealed record PlayCountRun(int Status, string Output, string Error)
{
    public static async Task<PlayCountRun> OfAsync(params string[] args)
    {
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var configuration = new InvocationConfiguration { Output = output, Error = error };
        var status = await CommandLine.RunAsync(PlayCountCommand.Root, args, configuration);
        return new PlayCountRun(status, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command that has to succeed.</summary>
    public static async Task<PlayCountRun> SucceedAsync(params string[] args)
    {
        var run = await OfAsync(args);
        Assert.True(run.Status == 0, $"playcount {string.Join(' ', args)} exited with {run.Status}: {run.Error}");
        return run;
    }
}
