using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using PlayCount.Contracts.Messages;
using PlayCount.Mapping.LookingUp;
using PlayCount.Mapping.Playlists;
using PlayCount.Mapping.Playlists.Making;
using PlayCount.Mapping.Playlists.Serving;
using PlayCount.ServiceDefaults.Calls;
using PlayCount.ServiceDefaults.Jobs;

namespace PlayCount.Mapping;

/// <summary>The service that finds Spotify ids of songs, and puts songs on playlists.</summary>
public static class MappingService
{
    /// <summary>Adds its jobs and calls.</summary>
    public static IHostApplicationBuilder AddMapping(this IHostApplicationBuilder builder)
    {
        builder.Services.AddJobs<MappingJobs>().Handle<MapSongs, MapSongsHandler>().Handle<MakePlaylist, MakePlaylistHandler>();
        builder.Services.AddPlaylists();
        builder.Services.AddSingleton<PlaylistDesk>();
        builder.Services.TryAddSingleton<CallStatuses>();
        builder.Services.AddGrpc().AddServiceOptions<PlaylistsApi>(grpc => grpc.Interceptors.Add<StatusInterceptor<CallStatuses>>());
        return builder;
    }

    /// <summary>Maps its calls.</summary>
    public static IEndpointRouteBuilder MapMapping(this IEndpointRouteBuilder app)
    {
        app.MapGrpcService<PlaylistsApi>();
        return app;
    }
}

/// <summary>Whose jobs these are.</summary>
internal sealed class MappingJobs : IJobOwner
{
    public static string Name => "mapping";
}
