using MassTransit;
using PlayCount.Contracts.Messages;
using PlayCount.ServiceDefaults.Jobs;

namespace PlayCount.ServiceDefaults.Messaging;

/// <summary>Stores a command as a job and acknowledges it: nothing long is held in a delivery.</summary>
internal sealed class CommandConsumer<TOwner, TCommand>(JobQueue<TOwner> queue) : IConsumer<TCommand>
    where TOwner : IJobOwner
    where TCommand : class, IWork
{
    public Task Consume(ConsumeContext<TCommand> context) => queue.AcceptAsync(context.Message, context.CancellationToken);
}

/// <summary>Names the queue after owner and command, such as <c>training-train-network</c>.</summary>
internal sealed class CommandConsumerDefinition<TOwner, TCommand>(BusKind kind)
    : SharedQueueDefinition<CommandConsumer<TOwner, TCommand>>(QueueName.Of<TOwner>(typeof(TCommand)), kind)
    where TOwner : IJobOwner
    where TCommand : class, IWork;

/// <summary>Cancels the jobs of an experiment.</summary>
internal sealed class CancelWorkConsumer<TOwner>(JobQueue<TOwner> queue) : IConsumer<CancelWork> where TOwner : IJobOwner
{
    public Task Consume(ConsumeContext<CancelWork> context) => queue.CancelAsync(context.Message, context.CancellationToken);
}

/// <summary>Every owner has a queue of its own, because every one is to hear it.</summary>
/// <remarks>The processes of an owner share it: whose job it is finds the cancellation in the table, with its next heartbeat.</remarks>
internal sealed class CancelWorkConsumerDefinition<TOwner>(BusKind kind)
    : SharedQueueDefinition<CancelWorkConsumer<TOwner>>(QueueName.Of<TOwner>(typeof(CancelWork)), kind)
    where TOwner : IJobOwner;

internal static class QueueName
{
    public static string Of<TOwner>(Type message) where TOwner : IJobOwner =>
        $"{TOwner.Name}-{KebabCaseEndpointNameFormatter.Instance.SanitizeName(message.Name)}";
}
