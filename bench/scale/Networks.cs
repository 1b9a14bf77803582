using System.Diagnostics;
using System.Globalization;
using Grpc.Core;
using Grpc.Net.Client;
using PlayCount.Contracts.V1;

namespace PlayCount.Scale.Bench;

/// <summary>One study of many networks, timed from the begin of its training to the begin of the stage that follows.</summary>
internal static class Networks
{
    private const int Epochs = 10;
    private static readonly int[] Layers = [1, 2];
    private static readonly int[] Steps = [1, 2, 3, 4, 5, 6];

    /// <returns>"networks seconds networks-a-minute".</returns>
    /// <exception cref="InvalidOperationException">The experiment ended without having been trained.</exception>
    public static async Task<string> TrainAsync(GrpcChannel channel, string folder, string id, int seed)
    {
        var experiments = new Experiments.ExperimentsClient(channel);
        var settings = new Settings
        {
            Triplets = Path.Combine(folder, "triplets.tsv"),
            Audio = Path.Combine(folder, "music"),
            Epochs = Epochs,
            Seed = seed,
        };
        settings.Layers.AddRange(Layers);
        settings.Steps.AddRange(Steps);
        await experiments.StartAsync(new StartRequest { ExperimentId = id, Settings = settings });
        using var watch = experiments.Watch(new WatchRequest { ExperimentId = id });
        var (clock, networks, last) = (new Stopwatch(), 0L, new Experiment());
        await foreach (var response in watch.ResponseStream.ReadAllAsync())
        {
            last = response.Experiment;
            if (last.Stage == "training")
            {
                clock.Start();
                networks = last.Total;
            }
            else if (networks > 0)
            {
                clock.Stop();
            }
        }

        return last.State == Experiment.Types.State.Done
            ? string.Create(CultureInfo.InvariantCulture,
                $"{networks} {clock.Elapsed.TotalSeconds:F1} {networks / clock.Elapsed.TotalMinutes:F1}")
            : throw new InvalidOperationException($"The experiment '{id}' ended as {last.State} while {last.Stage}: {last.Failure}");
    }
}
