using MassTransit;
using PlayCount.Contracts.Messages;
using PlayCount.Learning.Sweeps;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.ServiceDefaults.Jobs;
using PlayCount.ServiceDefaults.Messaging;
using PlayCount.Training.Engines;
using PlayCount.Training.Loading;
using PlayCount.Training.Storing;
using PlayCount.Training.Sweeping;

namespace PlayCount.Training.Jobs;

/// <summary>What training and keeping have in common: find the network, wait for a processor, tell of epochs.</summary>
internal sealed class NetworkWork(
    IBlobStore blobs, StudyNetworks studies, TrainingSlots slots, TrainingTelemetry telemetry, TimeProvider time,
    TrainingEngines engines)
{
    public async Task<NetworkOutcome> DoAsync(
        IWork command,
        (int User, int Layers, int Steps) key,
        IBus bus,
        JobNote note,
        Func<NetworkTraining, NetworkOutcome> work,
        CancellationToken cancellationToken)
    {
        var (settings, networks) = studies.Of(command.ExperimentId, command.Round, key.User, cancellationToken);
        var planned = networks.Plan.FirstOrDefault(network => network.Key == new NetworkKey(key.User, key.Layers, key.Steps))
            ?? throw new InvalidDataException(
                $"The experiment '{command.ExperimentId}' has no network of {key.Layers} layers x {key.Steps} steps.");
        // A device is one for all, so a network on it is alone, as a large one is.
        var isLarge = planned.Spec.ParameterCount > PlannedNetwork.LargeNetwork || engines.Current.IsShared;
        using var taken = await slots.TakeAsync(isLarge, cancellationToken);
        var progress = new NetworkProgress(
            note, planned.Folds.Count, settings.Sweep.Epochs, new WorkReporter<TrainedEpoch>(bus, time, epoch => Event(command, epoch)));
        var sweep = new SweepContext(
            settings.Sweep,
            FrontEndCards.Of(settings),
            new ModelStore(blobs.Below(command.ExperimentId)),
            isLarge,
            slots.Threads(isLarge),
            epochs: 0,
            progress: null,
            telemetry.Before(progress),
            engines);
        return work(networks.Training(planned, sweep));
    }

    private static EpochTrained Event(IWork command, TrainedEpoch epoch) => new()
    {
        ExperimentId = command.ExperimentId,
        Round = command.Round,
        Work = command.Work,
        User = epoch.Network.User,
        Layers = epoch.Network.Layers,
        Steps = epoch.Network.Steps,
        Fold = epoch.Fold,
        Part = epoch.Part,
        Epoch = epoch.Point.Epoch,
        TrainMse = Finite(epoch.Point.TrainMse),
        ValidationMse = Finite(epoch.Point.ValidationMse),
    };

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
