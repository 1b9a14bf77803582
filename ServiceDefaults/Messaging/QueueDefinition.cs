using MassTransit;

namespace PlayCount.ServiceDefaults.Messaging;

/// <summary>A consumer whose queue all processes of its service share: one of them hears a message.</summary>
/// <typeparam name="TConsumer">The consumer.</typeparam>
public abstract class SharedQueueDefinition<TConsumer> : ConsumerDefinition<TConsumer> where TConsumer : class, IConsumer
{
    /// <param name="name">The queue: service and what is in it, in lower case with hyphens.</param>
    /// <param name="kind">The bus, which may add the queue's type.</param>
    protected SharedQueueDefinition(string name, BusKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        EndpointName = name + kind.SharedSuffix;
    }
}

/// <summary>
/// A consumer with a queue in every process: each of them hears a message, while it runs. What fails or is not understood is dropped, since
/// nobody would look into the error queue of a process that is gone.
/// </summary>
/// <typeparam name="TConsumer">The consumer.</typeparam>
public abstract class OwnQueueDefinition<TConsumer> : ConsumerDefinition<TConsumer> where TConsumer : class, IConsumer
{
    /// <param name="name">The queue: service and what is in it, in lower case with hyphens.</param>
    /// <param name="kind">The bus, which adds what tells the processes' queues apart.</param>
    protected OwnQueueDefinition(string name, BusKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        EndpointName = name + kind.OwnSuffix;
        Endpoint(endpoint => endpoint.Temporary = true);
    }

    /// <inheritdoc />
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<TConsumer> consumerConfigurator,
        IRegistrationContext context)
    {
        endpointConfigurator.DiscardFaultedMessages();
        endpointConfigurator.DiscardSkippedMessages();
    }
}
