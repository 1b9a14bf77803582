using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PlayCount.Contracts.Messages;
using PlayCount.ServiceDefaults.Calls;
using PlayCount.ServiceDefaults.Hosting;
using PlayCount.ServiceDefaults.Jobs;
using PlayCount.Training.Engines;
using PlayCount.Training.Jobs;
using PlayCount.Training.Serving;

namespace PlayCount.Training;

/// <summary>The service that trains networks.</summary>
public static class TrainingService
{
    /// <summary>Adds its jobs, and the calls that tell of them.</summary>
    public static IHostApplicationBuilder AddTraining(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(_ => new TrainingSlots(Environment.ProcessorCount));
        builder.Services.AddSingleton<StudyNetworks>();
        builder.Services.AddSingleton<NetworkWork>();
        builder.Services.AddSingleton<TrainingTelemetry>();
        builder.Services.AddSingleton<IValidateOptions<EngineOptions>, LibtorchCheck>();
        builder.Services.AddCheckedOptions<EngineOptions>(EngineOptions.Section);
        builder.Services.AddSingleton(Engines);
        builder.Services.AddJobs<TrainingJobs>().Handle<TrainNetwork, TrainNetworkHandler>().Handle<KeepModel, KeepModelHandler>();
        builder.Services.AddCheckedOptions<WatchingOptions>(WatchingOptions.Section);
        builder.Services.TryAddSingleton<CallStatuses>();
        builder.Services.AddSingleton(provider => Turns(provider.GetRequiredService<IOptions<WatchingOptions>>().Value));
        builder.Services.AddGrpc().AddServiceOptions<TrainingApi>(grpc => grpc.Interceptors.Add<StatusInterceptor<CallStatuses>>());
        return builder;
    }

    /// <summary>Maps its calls.</summary>
    public static IEndpointRouteBuilder MapTraining(this IEndpointRouteBuilder app)
    {
        app.MapGrpcService<TrainingApi>();
        return app;
    }

    private static TrainingEngines Engines(IServiceProvider provider) => TrainingEngines.Of(
        provider.GetRequiredService<IOptions<EngineOptions>>().Value,
        Environment.ProcessorCount,
        line => Log.Engine(provider.GetRequiredService<ILogger<TrainingEngines>>(), line));

    private static Turns<TrainingApi> Turns(WatchingOptions options) => new(new TurnLimits("watch", 1, 0, options.MaxWatches));
}

/// <summary>Whose jobs these are.</summary>
internal sealed class TrainingJobs : IJobOwner
{
    public static string Name => "training";
}
