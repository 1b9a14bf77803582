using MassTransit;
using PlayCount.Contracts.Messages;
using PlayCount.ServiceDefaults.Jobs;

namespace PlayCount.Training.Jobs;

/// <summary>Trains and scores one network.</summary>
internal sealed class TrainNetworkHandler(NetworkWork networks, IBus bus, JobNote note) : IJobHandler<TrainNetwork>
{
    public async Task<IWork> RunAsync(TrainNetwork command, CancellationToken cancellationToken)
    {
        var outcome = await networks.DoAsync(
            command,
            (command.User, command.Layers, command.Steps),
            bus,
            note,
            training => training.Run(cancellationToken),
            cancellationToken);
        return new NetworkTrained
        {
            ExperimentId = command.ExperimentId,
            Round = command.Round,
            Work = command.Work,
            User = command.User,
            Layers = command.Layers,
            Steps = command.Steps,
            ScoredMse = outcome.Result.ScoredMse,
            R2 = outcome.Result.R2,
        };
    }
}
