using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PlayCount.Inference.Estimating;
using PlayCount.Inference.Listening;
using PlayCount.Inference.Ranking;
using PlayCount.Inference.Refusing;
using PlayCount.Inference.Serving;
using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.Inference;

/// <summary>Puts Inference into a host.</summary>
public static class InferenceExtensions
{
    /// <summary>Inference as a process of its own: serves models, and listens as <see cref="ListeningOptions"/> say.</summary>
    public static WebApplicationBuilder AddInference(this WebApplicationBuilder builder)
    {
        builder.Services.AddInference();
        builder.Services.AddOptions<ListeningOptions>().BindConfiguration(ListeningOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<IConfigureOptions<KestrelServerOptions>, Listener>();
        return builder;
    }

    /// <summary>Inference in a host that listens by itself. Blobs of the host's own are registered before.</summary>
    public static IServiceCollection AddInference(this IServiceCollection services)
    {
        var hasBlobs = services.Any(service => service.ServiceType == typeof(IBlobStore));
        services.AddOptions<InferenceOptions>().BindConfiguration(InferenceOptions.Section).ValidateDataAnnotations()
            .Validate(options => hasBlobs || !string.IsNullOrWhiteSpace(options.Data),
                $"{InferenceOptions.Section}:Data is not given: the folder of a finished run, or of experiments' blobs, is right.")
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IBlobStore>(provider =>
            new FolderBlobs(provider.GetRequiredService<IOptions<InferenceOptions>>().Value.Data!));
        services.AddSingleton<InferenceTelemetry>().AddSingleton<LoadedModels>().AddSingleton<SongEstimator>().AddSingleton<SongRanking>();
        services.AddSingleton(provider => new ModelCatalog(
            provider.GetRequiredService<IBlobStore>(), provider.GetRequiredService<LoadedModels>(),
            provider.GetRequiredService<InferenceTelemetry>(), provider.GetRequiredService<ILogger<ModelCatalog>>()));
        services.AddHostedService<ModelWatch>();
        services.AddGrpc().AddServiceOptions<EstimatorService>(options => options.Interceptors.Add<StatusInterceptor>());
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

    private sealed class NoBodyLimit : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => null;
    }
}
