namespace PlayCount.ServiceDefaults.Messaging;

/// <summary>What queues are called on the bus that this process has.</summary>
public sealed class BusKind
{
    private BusKind(string sharedSuffix, string ownSuffix) => (SharedSuffix, OwnSuffix) = (sharedSuffix, ownSuffix);

    /// <summary>
    /// Ends the name of a queue that processes share: its type, which a broker never changes of a queue that is there.
    /// </summary>
    internal string SharedSuffix { get; }

    /// <summary>Ends the name of a queue that one process has.</summary>
    internal string OwnSuffix { get; }

    /// <summary>In memory: there is one process, and nothing of a queue outlives it.</summary>
    internal static BusKind InMemory() => new("", "");

    /// <summary>RabbitMQ.</summary>
    internal static BusKind RabbitMq() => new(RabbitMqBus.QuorumSuffix, $".{Guid.NewGuid():N}{RabbitMqBus.OwnSuffix}");
}
