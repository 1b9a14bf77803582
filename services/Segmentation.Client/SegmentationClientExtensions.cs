using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using PlayCount.ServiceDefaults.Calls;
using PlayCount.ServiceDefaults.Hosting;
using Service = PlayCount.Contracts.V1.Segmentation;

namespace PlayCount.Segmentation.Client;

/// <summary>Puts the cutting of sound into a service.</summary>
public static class SegmentationClientExtensions
{
    /// <summary>
    /// Cuts by Segmentation over gRPC where <see cref="SegmentationOptions.Address"/> names it, and tells with the service's health
    /// whether it answers; else in this process.
    /// </summary>
    public static IServiceCollection AddSongCutter(this IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(ISongCutter)))
            return services; // two services share a process
        services.AddCheckedOptions<SegmentationOptions>(SegmentationOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.AddGrpcService<Service.SegmentationClient>(
            provider => new Uri(Options(provider).Address!), Service.Descriptor);
        services.AddSingleton<ISongCutter>(provider => IsApart(provider)
            ? ActivatorUtilities.CreateInstance<RemoteSongCutter>(provider)
            : new SongCutter());
        services.AddSingleton<SegmentationCheck>();
        services.AddOptions<HealthCheckServiceOptions>().Configure<IOptions<SegmentationOptions>>((checks, segmentation) =>
        {
            if (!string.IsNullOrEmpty(segmentation.Value.Address))
                checks.Registrations.Add(new("segmentation", provider => provider.GetRequiredService<SegmentationCheck>(), null, null));
        });
        return services;
    }

    private static SegmentationOptions Options(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<SegmentationOptions>>().Value;

    private static bool IsApart(IServiceProvider provider) => !string.IsNullOrEmpty(Options(provider).Address);
}
