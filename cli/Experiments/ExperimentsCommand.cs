using System.CommandLine;
using Google.Protobuf;
using PlayCount.Cli.Progress;
using PlayCount.Cli.Running;
using PlayCount.Contracts.V1;

namespace PlayCount.Cli.Experiments;

/// <summary>
/// <c>playcount experiments</c>: studies that the services run. What they answer is JSON on stdout; progress goes to stderr.
/// </summary>
internal static class ExperimentsCommand
{
    private static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true).WithIndentation());

    public static Command Create() => new("experiments", "Start, watch and stop experiments that the services run")
    {
        Start(),
        OfOne("watch", "Follow an experiment to its end", (client, id, display, _, cancellationToken) =>
            new ExperimentWatch(client.WatchAsync, display).RunAsync(id, cancellationToken)),
        OfOne("get", "Show an experiment, its settings and its scores as JSON", async (client, id, _, output, cancellationToken) =>
            Show(output, await client.GetAsync(id, cancellationToken))),
        List(),
        OfOne("cancel", "Stop an experiment; what is done is kept", async (client, id, _, output, cancellationToken) =>
            Show(output, (await client.CancelAsync(id, cancellationToken)).Experiment)),
        OfOne("resume", "Go on where an experiment failed or was cancelled", async (client, id, _, output, cancellationToken) =>
            Show(output, (await client.ResumeAsync(id, cancellationToken)).Experiment)),
    };

    private static Command Start()
    {
        var service = new ServiceOptions();
        var study = new StudyOptions();
        var id = new Option<string?>("--id")
        {
            Description = "Name of the experiment; made from the settings unless given",
            HelpName = "ID",
        };
        var watch = new Option<bool>("--watch") { Description = "Follow it to its end" };
        var command = Of(
            "start", "Start an experiment; the same settings are the same experiment", [.. service.All, id, .. study.All, watch]);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var settings = StartedStudy.Write(study.ReadInputs(parsed), study.ReadSettings(parsed));
            using var client = service.Connect(parsed);
            var request = new StartRequest { ExperimentId = parsed.GetValue(id) ?? "", Settings = settings };
            var started = (await client.StartAsync(request, cancellationToken)).Experiment;
            Show(parsed.InvocationConfiguration.Output, started);
            return parsed.GetValue(watch)
                ? await new ExperimentWatch(client.WatchAsync, new StageDisplay(parsed.InvocationConfiguration.Error))
                    .RunAsync(started.ExperimentId, cancellationToken)
                : CommandLine.Succeeded;
        });
        return command;
    }

    private static Command List()
    {
        var service = new ServiceOptions();
        var command = Of("list", "Show all experiments as JSON, newest first", service.All);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = service.Connect(parsed);
            return Show(parsed.InvocationConfiguration.Output, await client.ListAsync(cancellationToken));
        });
        return command;
    }

    private static Command OfOne(
        string name, string description, Func<ExperimentsClient, string, StageDisplay, TextWriter, CancellationToken, Task<int>> work)
    {
        var service = new ServiceOptions();
        var id = new Argument<string>("ID") { Description = "Name of the experiment" };
        var command = Of(name, description, service.All);
        command.Arguments.Add(id);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = service.Connect(parsed);
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            return await work(client, parsed.GetRequiredValue(id), new StageDisplay(error), output, cancellationToken);
        });
        return command;
    }

    private static Command Of(string name, string description, IEnumerable<Option> options)
    {
        var command = new Command(name, description);
        foreach (var option in options)
            command.Options.Add(option);
        return command;
    }

    private static int Show(TextWriter output, IMessage message)
    {
        output.WriteLine(Json.Format(message));
        return CommandLine.Succeeded;
    }
}
