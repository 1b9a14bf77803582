using MassTransit;
using PlayCount.Contracts.Messages;
using PlayCount.ServiceDefaults.Jobs;

namespace PlayCount.Training.Jobs;

/// <summary>Makes a trained network a model.</summary>
internal sealed class KeepModelHandler(NetworkWork networks, IBus bus, JobNote note) : IJobHandler<KeepModel>
{
    public async Task<IWork> RunAsync(KeepModel command, CancellationToken cancellationToken)
    {
        // What training left is found again, or made again where it is gone.
        var outcome = await networks.DoAsync(
            command,
            (command.User, command.Layers, command.Steps),
            bus,
            note,
            training => training.KeepModel(training.Run(cancellationToken), cancellationToken),
            cancellationToken);
        return new ModelKept
        {
            ExperimentId = command.ExperimentId,
            Round = command.Round,
            Work = command.Work,
            User = command.User,
            Layers = command.Layers,
            Steps = command.Steps,
            HasModel = outcome.Result.HasModel,
        };
    }
}
