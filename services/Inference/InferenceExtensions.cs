using Grpc.AspNetCore.Server;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PlayCount.Inference.Estimating;
using PlayCount.Inference.Ranking;
using PlayCount.Inference.Serving;
using PlayCount.Segmentation.Client;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.ServiceDefaults.Calls;
using PlayCount.ServiceDefaults.Data;
using PlayCount.ServiceDefaults.Hosting;
using PlayCount.ServiceDefaults.Listening;
using PlayCount.ServiceDefaults.Messaging;

namespace PlayCount.Inference;

/// <summary>Puts Inference into a host.</summary>
public static class InferenceExtensions
{
    private const int Port = 5311;
    private const int HealthPort = 5312;

    /// <summary>
    /// Inference as a process of its own: serves models, listens as <see cref="ListeningOptions"/> say, and tells its health to whoever
    /// asks on the port that is for it alone.
    /// </summary>
    /// <remarks>
    /// What it serves is another's: it reads the storage account that <c>ConnectionStrings:blobs</c> names, or a folder that others may
    /// write meanwhile, and holds no data folder.
    /// </remarks>
    public static WebApplicationBuilder AddInference(this WebApplicationBuilder builder)
    {
        builder.AddSharedBlobs();
        builder.Services.AddInference();
        return builder.AddListening(InferenceOptions.Section, Port, HealthPort);
    }

    /// <summary>Inference in a host that listens by itself. Blobs of the host's own are registered before.</summary>
    public static IServiceCollection AddInference(this IServiceCollection services)
    {
        var hasBlobs = services.Any(service => service.ServiceType == typeof(IBlobStore));
        services.AddCheckedOptions<InferenceOptions>(InferenceOptions.Section).Validate(
            options => hasBlobs || !string.IsNullOrWhiteSpace(options.Data),
            $"{InferenceOptions.Section}:Data is not given: the folder of a finished run, or of experiments' blobs, is right.");
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IBlobStore>(
            provider => new FolderBlobs(provider.GetRequiredService<IOptions<InferenceOptions>>().Value.Data!));
        services.AddSingleton<InferenceTelemetry>().AddSingleton<LoadedModels>().AddSingleton<SongEstimator>().AddSingleton<SongRanking>();
        services.AddSingleton(provider => Turns(provider.GetRequiredService<IOptions<InferenceOptions>>().Value));
        services.TryAddSingleton<CallStatuses>();
        services.AddSongCutter();
        services.AddSingleton(provider => new ModelCatalog(
            provider.GetRequiredService<IBlobStore>(), provider.GetRequiredService<LoadedModels>(),
            provider.GetRequiredService<InferenceTelemetry>(), provider.GetRequiredService<ILogger<ModelCatalog>>()));
        services.AddHostedService<ModelWatch>();
        services.AddConsumers(bus => bus.AddConsumer<ModelNews, ModelNewsDefinition>());
        services.AddGrpc().AddServiceOptions<EstimatorService>(
            options => options.Interceptors.Add<StatusInterceptor<CallStatuses>>());
        services.AddOptions<GrpcServiceOptions<EstimatorService>>().Configure<IOptions<InferenceOptions>>(
            (grpc, inference) => grpc.MaxReceiveMessageSize = inference.Value.MaxReceiveBytes);
        services.AddGrpcHealthChecks().AddCheck<ModelsHealthCheck>("models");
        return services;
    }

    /// <summary>The estimator, and <c>grpc.health.v1</c>.</summary>
    public static void MapInference(this IEndpointRouteBuilder app)
    {
        // The message's own limit holds, and is told as RESOURCE_EXHAUSTED; the server's general one lies below it.
        app.MapGrpcService<EstimatorService>().WithMetadata(new NoBodyLimit());
        app.MapGrpcHealthChecksService();
    }

    private static Turns<EstimatorService> Turns(InferenceOptions options) =>
        new(new TurnLimits("estimate", options.MaxConcurrentEstimates, options.MaxWaitingEstimates, options.MaxStreams));

    private sealed class NoBodyLimit : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => null;
    }
}
