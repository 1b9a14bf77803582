using MassTransit;
using PlayCount.Contracts.Messages;
using PlayCount.ServiceDefaults.Messaging;

namespace PlayCount.Inference.Serving;

/// <summary>Looks for models as soon as there may be new ones, and does not wait for the next look.</summary>
internal sealed class ModelNews(ModelCatalog catalog) : IConsumer<ModelKept>, IConsumer<ExperimentEnded>
{
    public Task Consume(ConsumeContext<ModelKept> context) => LookAsync();

    public Task Consume(ConsumeContext<ExperimentEnded> context) => LookAsync();

    private Task LookAsync() => Task.Run(catalog.Refresh);
}

/// <summary>The queue of news; every process has one, since each serves models.</summary>
internal sealed class ModelNewsDefinition : OwnQueueDefinition<ModelNews>
{
    public ModelNewsDefinition(BusKind kind)
        : base("inference-model-news", kind) => ConcurrentMessageLimit = 1; // a second look at the same time would find nothing else
}
