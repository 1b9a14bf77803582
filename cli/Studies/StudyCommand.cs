using System.CommandLine;
using PlayCount.Cli.Progress;
using PlayCount.Cli.Running;

namespace PlayCount.Cli.Studies;

/// <summary><c>playcount study</c>: one file that tells a whole study, run bit for bit again wherever its inputs are.</summary>
internal static class StudyCommand
{
    public static Command Create() => new("study", "Run a study that one file tells, with its variants beside each other")
    {
        Run(),
        OfFolder("resume", "Go on where a study stopped", (runner, threads, cancellationToken) =>
            runner.RunAsync(threads, cancellationToken)),
        OfFolder("report", "Compare the variants of a finished study again", (runner, _, _) => Task.FromResult(runner.Report())),
    };

    private static Command Run()
    {
        var file = new Argument<string>("FILE") { Description = "The study, a JSON file" };
        var folder = new Option<string>("--out") { Description = "Folder for the study", HelpName = "DIR", Required = true };
        var (threads, audio) = (Threads(), new AudioOptions());
        var command = new Command("run", "Run a study; the same command goes on where it stopped") { file, folder, threads };
        Add(command, audio);
        command.SetAction((parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(file);
            StudyFile.Read(path);
            StudyFolder.Bind(path, parsed.GetRequiredValue(folder));
            return Runner(parsed, audio, parsed.GetRequiredValue(folder)).RunAsync(parsed.GetValue(threads), cancellationToken);
        });
        return command;
    }

    private static Command OfFolder(string name, string description, Func<StudyRunner, int, CancellationToken, Task<int>> work)
    {
        var folder = new Argument<string>("DIR") { Description = "Folder of the study" };
        var (threads, audio) = (Threads(), new AudioOptions());
        var command = new Command(name, description) { folder, threads };
        Add(command, audio);
        command.SetAction((parsed, cancellationToken) =>
            work(Runner(parsed, audio, parsed.GetRequiredValue(folder)), parsed.GetValue(threads), cancellationToken));
        return command;
    }

    private static void Add(Command command, AudioOptions audio)
    {
        foreach (var option in audio.All)
            command.Options.Add(option);
    }

    private static StudyRunner Runner(ParseResult parsed, AudioOptions audio, string folder) =>
        new(folder, audio.Read(parsed), new StageDisplay(parsed.InvocationConfiguration.Error));

    private static Option<int> Threads() =>
        NumberOption.Create("--threads", Environment.ProcessorCount, 1, 1_024, "Threads; change no number");
}
