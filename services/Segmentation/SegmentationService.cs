using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PlayCount.Contracts.Messages;
using PlayCount.Segmentation.Cutting;
using PlayCount.ServiceDefaults.Jobs;

namespace PlayCount.Segmentation;

/// <summary>The service that cuts audio into clips.</summary>
public static class SegmentationService
{
    /// <summary>Adds its jobs.</summary>
    public static IHostApplicationBuilder AddSegmentation(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SegmenterCache>().AddSingleton<SegmentationTelemetry>();
        builder.Services.AddJobs<Jobs>().Handle<CutSong, CutSongHandler>();
        return builder;
    }

    private sealed class Jobs : IJobOwner
    {
        public static string Name => "segmentation";
    }
}
