using System.CommandLine;
using System.Text;
using PlayCount.Experiments.Reporting;
using PlayCount.Learning.Published;

namespace PlayCount.Cli.Paper;

/// <summary><c>playcount paper</c>: what the paper's published numbers are worth; it needs no data.</summary>
internal static class PaperCommand
{
    private static readonly Option<string?> Out = new("--out")
    {
        Description = "The HTML page to write, with the figures; one that is there is replaced",
        HelpName = "FILE",
    };

    public static Command Create()
    {
        var command = new Command("paper", "Show the paper's published results beside a constant; needs no data") { Out };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        if (parsed.GetValue(Out) is { } path)
        {
            using var file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            PaperPage.Write(file);
        }

        PaperSummary.Write(parsed.InvocationConfiguration.Output, PaperFigure.All, PaperClaims.Published);
        return CommandLine.Succeeded;
    }
}
