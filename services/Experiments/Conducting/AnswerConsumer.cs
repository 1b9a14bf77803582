using MassTransit;
using PlayCount.Contracts.Messages;
using PlayCount.ServiceDefaults.Messaging;

namespace PlayCount.Experiments.Conducting;

/// <summary>Ticks off what was answered.</summary>
internal sealed class AnswerConsumer(ExperimentTable table, ConductorSignal signal) :
    IConsumer<SongsSelected>, IConsumer<SongsMapped>, IConsumer<SongCut>, IConsumer<NetworkTrained>, IConsumer<ModelKept>,
        IConsumer<WorkFailed>
{
    public Task Consume(ConsumeContext<SongsSelected> context) => TickOffAsync(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<SongsMapped> context) => TickOffAsync(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<SongCut> context) => TickOffAsync(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<NetworkTrained> context) => TickOffAsync(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<ModelKept> context) => TickOffAsync(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<WorkFailed> context) => TickOffAsync(context.Message, context.CancellationToken);

    private async Task TickOffAsync(IWork answer, CancellationToken cancellationToken)
    {
        if (await table.AnswerAsync(answer, cancellationToken))
            signal.Set();
    }
}

/// <summary>The queue of all answers.</summary>
internal sealed class AnswerConsumerDefinition(BusKind kind) : SharedQueueDefinition<AnswerConsumer>("experiments-answers", kind);
