using MassTransit;
using PlayCount.Contracts.Messages;
using PlayCount.Learning.Sweeps;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.ServiceDefaults.Jobs;

namespace PlayCount.Training.Jobs;

/// <summary>Makes a trained network a model.</summary>
internal sealed class KeepModelHandler(NetworkWork networks, IBlobStore blobs, IBus bus, JobNote note) : IJobHandler<KeepModel>
{
    public async Task<IWork> RunAsync(KeepModel command, CancellationToken cancellationToken)
    {
        var evaluation = StudyEvaluation.Read(blobs.Below(command.ExperimentId).ReadAllBytes(StudyEvaluation.FileName));
        // What training left is found again, or made again where it is gone.
        var outcome = await networks.DoAsync(
            command,
            (command.User, command.Layers, command.Steps),
            bus,
            note,
            training => training.KeepModel(training.Run(cancellationToken), evaluation, cancellationToken),
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
