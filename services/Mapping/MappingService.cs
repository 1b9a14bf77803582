using Microsoft.Extensions.Hosting;
using PlayCount.Contracts.Messages;
using PlayCount.Mapping.LookingUp;
using PlayCount.ServiceDefaults.Jobs;

namespace PlayCount.Mapping;

/// <summary>The service that finds Spotify ids of songs.</summary>
public static class MappingService
{
    /// <summary>Adds its jobs.</summary>
    public static IHostApplicationBuilder AddMapping(this IHostApplicationBuilder builder)
    {
        builder.Services.AddJobs<Jobs>().Handle<MapSongs, MapSongsHandler>();
        return builder;
    }

    private sealed class Jobs : IJobOwner
    {
        public static string Name => "mapping";
    }
}
