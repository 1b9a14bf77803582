using MassTransit;
using PlayCount.Contracts.Messages;

namespace PlayCount.Inference.Serving;

/// <summary>Looks for models as soon as there may be new ones, and does not wait for the next look.</summary>
internal sealed class ModelNews(ModelCatalog catalog) : IConsumer<ModelKept>, IConsumer<ExperimentEnded>
{
    public Task Consume(ConsumeContext<ModelKept> context) => LookAsync();

    public Task Consume(ConsumeContext<ExperimentEnded> context) => LookAsync();

    private Task LookAsync() => Task.Run(catalog.Refresh);
}

/// <summary>The queue of news.</summary>
internal sealed class ModelNewsDefinition : ConsumerDefinition<ModelNews>
{
    public ModelNewsDefinition()
    {
        EndpointName = "inference-model-news";
        ConcurrentMessageLimit = 1; // a second look at the same time would find nothing else
    }
}
