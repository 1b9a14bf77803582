using System.Globalization;
using Grpc.Core;
using Grpc.Net.Client;
using PlayCount.Contracts.V1;

namespace PlayCount.AppHost;

/// <summary>Runs one experiment through the services and says in plain lines what comes of it.</summary>
/// <param name="study">Its files.</param>
/// <param name="pages">Where the web pages are.</param>
/// <param name="grpc">Where experiments answer over gRPC.</param>
/// <param name="estimator">Where the estimator does; the same where all services are one process.</param>
internal sealed class FirstExperiment(StudyFiles study, string pages, string grpc, string estimator)
{
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(30);

    /// <summary>Starts the experiment, or finds it there, and follows it to its end.</summary>
    /// <param name="console">Is told a line a stage.</param>
    /// <param name="isOnce">Whether nothing serves the models afterwards.</param>
    /// <param name="cancellationToken">Ends the watching, not the experiment.</param>
    /// <returns>Whether it succeeded.</returns>
    public async Task<bool> RunAsync(TextWriter console, bool isOnce, CancellationToken cancellationToken)
    {
        using var channel = GrpcChannel.ForAddress(grpc, new GrpcChannelOptions
        {
            DisposeHttpClient = true,
            // A watch has no time limit, but a service that fell silent ends it.
            HttpHandler = new SocketsHttpHandler { KeepAlivePingDelay = CallLimit, KeepAlivePingTimeout = CallLimit },
        });
        var experiments = new Contracts.V1.Experiments.ExperimentsClient(channel);
        console.WriteLine($"data: {study.Data}");
        console.WriteLine($"page: {pages}   gRPC: {grpc}{(estimator == grpc ? "" : $" (experiments), {estimator} (estimates)")}");
        try
        {
            var started = await experiments.StartAsync(
                new StartRequest { Settings = Settings() }, deadline: DateTime.UtcNow + CallLimit, cancellationToken: cancellationToken);
            var id = started.Experiment.ExperimentId;
            console.WriteLine($"experiment: {id}{(started.Experiment.State == Experiment.Types.State.Done ? " (done before)" : "")}");
            var end = await WatchAsync(experiments, id, console, cancellationToken);
            if (end.State != Experiment.Types.State.Done)
            {
                console.WriteLine(
                    $"{(end.State == Experiment.Types.State.Failed ? "failed" : "cancelled")} while {end.Stage}: {end.Failure}");
                return false;
            }

            var result = await experiments.GetAsync(
                new GetRequest { ExperimentId = id }, deadline: DateTime.UtcNow + CallLimit, cancellationToken: cancellationToken);
            WriteVerdicts(console, result);
            await WriteReportLineAsync(id, console, cancellationToken);
            if (!isOnce)
                await WritePredictLineAsync(result.Songs.FirstOrDefault(), console, cancellationToken);
            return true;
        }
        catch (RpcException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (RpcException e)
        {
            console.WriteLine($"The experiment could not be run: {e.Status.Detail}");
            return false;
        }
    }

    private Settings Settings()
    {
        var settings = new Settings { Triplets = study.Triplets, Audio = study.Audio, Mapping = study.Mapping ?? "" };
        if (study.IsSample)
        {
            // Small enough to wait for: at 1 step the order of the clips cannot be known, at 6 steps it can.
            settings.Layers.Add(1);
            settings.Steps.AddRange([1, 6]);
            settings.Epochs = 40;
        }

        return settings;
    }

    /// <summary>One line a stage, when it is through.</summary>
    private static async Task<Experiment> WatchAsync(
        Contracts.V1.Experiments.ExperimentsClient experiments, string id, TextWriter console, CancellationToken cancellationToken)
    {
        using var watch = experiments.Watch(new WatchRequest { ExperimentId = id }, cancellationToken: cancellationToken);
        var last = new Experiment();
        await foreach (var response in watch.ResponseStream.ReadAllAsync(cancellationToken))
        {
            if (last.Stage != response.Experiment.Stage && response.Experiment.State == Experiment.Types.State.Running)
                console.WriteLine(Line(response.Experiment));
            last = response.Experiment;
        }

        return last;
    }

    private static string Line(Experiment experiment) => experiment.Stage switch
    {
        "preparing" => "reading the files ...",
        "selecting" => "selecting the most active listeners and the songs they share ...",
        "mapping" => "looking Spotify ids up ...",
        "cutting" => Text($"cutting {experiment.Total} songs into clips ..."),
        "training" => Text($"training {experiment.Total} networks ..."),
        "keeping" => Text($"making models of the best {experiment.Total} ..."),
        "reporting" => "writing the report ...",
        var other => $"{other} ...",
    };

    private static void WriteVerdicts(TextWriter console, GetResponse result)
    {
        var verdicts = result.Verdicts.ToDictionary(verdict => verdict.User);
        console.WriteLine();
        console.WriteLine("user  songs  best network       MSE     R2  verdict");
        foreach (var user in result.Networks.GroupBy(network => network.User).OrderBy(user => user.Key))
        {
            var best = user.Where(network => network.HasMse).MaxBy(network => network.HasR2 ? network.R2 : double.NegativeInfinity);
            console.WriteLine(best is null
                ? Text($"{user.Key,4}  none could be scored: too few songs with audio, or training diverged")
                : Text($"{user.Key,4}  {best.Songs,5}  {best.Layers} x {best.Steps,-2} of {user.Count(),3}  {best.Mse,9:0.000}  ")
                    + Text($"{Number(best.HasR2, best.R2),5}  {Verdict(verdicts.GetValueOrDefault(user.Key))}"));
        }

        console.WriteLine();
    }

    private static string Verdict(ListenerVerdict? verdict) => verdict is null ? "none" : verdict.Answer
        + (verdict.HasCorrectedR2 && verdict.Verdict == "skill"
            ? Text($": R2 {verdict.CorrectedR2:0.00} ({verdict.CorrectedR2Low:0.00} to {verdict.CorrectedR2High:0.00})")
                + " corrected for the choosing"
            : "");

    private static string Number(bool isThere, double value) => isThere ? Text($"{value:0.00}") : "-";

    /// <summary>The report is wherever the blobs are; a copy is kept beside the data, to be opened without the application.</summary>
    private async Task WriteReportLineAsync(string id, TextWriter console, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(study.Data, "reports"));
        var copy = Path.Combine(folder.FullName, $"{id}.html");
        using var http = new HttpClient { Timeout = CallLimit };
        try
        {
            await File.WriteAllBytesAsync(
                copy, await http.GetByteArrayAsync(new Uri($"{pages}/experiments/{id}/report.html"), cancellationToken), cancellationToken);
            console.WriteLine($"report: {copy}");
        }
        catch (HttpRequestException e)
        {
            console.WriteLine($"report: {pages}/experiments/{id}/report.html could not be copied: {e.Message}");
        }
    }

    /// <summary>A line that can be pasted into another terminal, for a listener and a song that are there.</summary>
    private async Task WritePredictLineAsync(string? song, TextWriter console, CancellationToken cancellationToken)
    {
        using var channel = GrpcChannel.ForAddress(estimator);
        var models = await new Estimator.EstimatorClient(channel).ListModelsAsync(
            new ListModelsRequest(), deadline: DateTime.UtcNow + CallLimit, cancellationToken: cancellationToken);
        if (song is null || models.Models.FirstOrDefault(model => model.Serves) is not { } model)
            return;
        console.WriteLine("ask for an estimate:");
        console.WriteLine($"  dotnet run -c Release --project cli -- predict --address {estimator} --user {model.UserId} --song {song}");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
