using System.CommandLine;
using PlayCount.Cli.Progress;
using PlayCount.Training.Engines;

namespace PlayCount.Cli.Running;

/// <summary><c>playcount run</c>: from triplets and audio to trained networks and scores.</summary>
internal sealed class RunCommand
{
    private readonly StudyOptions _study = new();
    private readonly AudioOptions _audio = new();
    private readonly Option<string> _out = new("--out")
    {
        Description = "Folder for the results; the same command goes on where it stopped",
        HelpName = "DIR",
        Required = true,
    };
    private readonly Option<int> _threads = NumberOption.Create(
        "--threads", Environment.ProcessorCount, 1, 1_024, "Threads; change no number");

    private readonly Option<string> _engine = NameOption.Create(
        "--engine", "What trains; auto is torch where a CUDA device and libtorch are there", "auto", "managed", "torch");

    private readonly Option<string> _precision = NameOption.Create(
        "--precision", "How exact torch's large products are; results say so", "float32", "tf32", "bf16");

    private readonly Option<DirectoryInfo> _libtorch = new Option<DirectoryInfo>("--libtorch")
    {
        Description = "Folder of libLibTorchSharp.so for torch, as native/build.sh leaves it; else beside the program",
        HelpName = "DIR",
    }.AcceptExistingOnly();

    private RunCommand()
    {
    }

    public static Command Create()
    {
        var run = new RunCommand();
        var command = new Command("run", "Learn from play counts and audio: networks, and scores beside baselines");
        Option[] own = [run._out, run._threads, run._engine, run._precision, run._libtorch];
        foreach (var option in (Option[])[.. run._study.All, .. run._audio.All, .. own])
            command.Options.Add(option);
        command.SetAction((parsed, cancellationToken) => new RunPipeline(
            run.Read(parsed), new StageDisplay(parsed.InvocationConfiguration.Error)).RunAsync(cancellationToken));
        return command;
    }

    private RunRequest Read(ParseResult parsed) => new(
        _study.ReadInputs(parsed),
        parsed.GetRequiredValue(_out),
        _study.ReadSettings(parsed),
        parsed.GetValue(_threads),
        _audio.Read(parsed),
        Engine: new EngineOptions
        {
            Engine = parsed.GetRequiredValue(_engine),
            Precision = parsed.GetRequiredValue(_precision),
            Libtorch = parsed.GetValue(_libtorch)?.FullName,
        });
}
