using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PlayCount.Contracts.Messages;
using PlayCount.Segmentation.Cutting;
using PlayCount.Segmentation.Serving;
using PlayCount.Segmentation.Sourcing;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.ServiceDefaults.Calls;
using PlayCount.ServiceDefaults.Hosting;
using PlayCount.ServiceDefaults.Jobs;

namespace PlayCount.Segmentation;

/// <summary>The service that cuts audio into clips.</summary>
public static class SegmentationService
{
    /// <summary>Adds its jobs and calls.</summary>
    public static IHostApplicationBuilder AddSegmentation(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<SegmenterCache>().AddSingleton<SegmentationTelemetry>();
        services.AddJobs<Jobs>().Handle<CutSong, CutSongHandler>();
        services.AddCheckedOptions<ServingOptions>(ServingOptions.Section);
        services.AddCheckedOptions<HttpAudioOptions>(HttpAudioOptions.Section);
        services.AddSingleton(provider => new AudioSources(
            provider.GetService<IBlobContainers>(),
            provider.GetRequiredService<IOptions<HttpAudioOptions>>().Value,
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<CallStatuses>();
        services.AddSingleton(provider => Turns(provider.GetRequiredService<IOptions<ServingOptions>>().Value));
        services.AddGrpc().AddServiceOptions<SegmentationApi>(grpc =>
        {
            grpc.Interceptors.Add<StatusInterceptor<CallStatuses>>();
            grpc.MaxReceiveMessageSize = 2 * SegmentationApi.MaxPieceBytes; // what is a little too large is told by how much
        });
        return builder;
    }

    /// <summary>Maps its calls.</summary>
    public static IEndpointRouteBuilder MapSegmentation(this IEndpointRouteBuilder app)
    {
        // Each message has its limit, and all of them together; the server's general one for a body lies below it.
        app.MapGrpcService<SegmentationApi>().WithMetadata(new DisableRequestSizeLimitAttribute());
        return app;
    }

    private static Turns<SegmentationApi> Turns(ServingOptions options) =>
        new(new TurnLimits("song", options.MaxConcurrentCuts, options.MaxCalls, options.MaxCalls));

    private sealed class Jobs : IJobOwner
    {
        public static string Name => "segmentation";
    }
}
