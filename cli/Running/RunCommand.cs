using System.CommandLine;
using PlayCount.Cli.Progress;

namespace PlayCount.Cli.Running;

/// <summary><c>playcount run</c>: from triplets and audio to trained networks and scores.</summary>
internal sealed class RunCommand
{
    private readonly StudyOptions _study = new();
    private readonly Option<string> _out = new("--out")
    {
        Description = "Folder for the results; the same command goes on where it stopped",
        HelpName = "DIR",
        Required = true,
    };
    private readonly Option<int> _threads = NumberOption.Create(
        "--threads", Environment.ProcessorCount, 1, 1_024, "Threads; change no number");

    private RunCommand()
    {
    }

    public static Command Create()
    {
        var run = new RunCommand();
        var command = new Command("run", "Learn from play counts and audio: networks, and scores beside baselines");
        foreach (var option in (Option[])[.. run._study.All, run._out, run._threads])
            command.Options.Add(option);
        command.SetAction((parsed, cancellationToken) => new RunPipeline(
            run.Read(parsed), new StageDisplay(parsed.InvocationConfiguration.Error)).RunAsync(cancellationToken));
        return command;
    }

    private RunRequest Read(ParseResult parsed)
    {
        var inputs = _study.ReadInputs(parsed);
        return new RunRequest(
            inputs.Triplets,
            inputs.Audio,
            parsed.GetRequiredValue(_out),
            inputs.Mapping,
            inputs.Mismatches,
            _study.ReadSettings(parsed),
            parsed.GetValue(_threads));
    }
}
