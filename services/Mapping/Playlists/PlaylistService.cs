using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PlayCount.Mapping.Playlists.Calling;
using PlayCount.Mapping.Playlists.Making;
using PlayCount.Mapping.Playlists.SigningIn;
using PlayCount.Mapping.Playlists.Tokens;
using PlayCount.ServiceDefaults.Hosting;

namespace PlayCount.Mapping.Playlists;

/// <summary>What playlists are made with.</summary>
internal static class PlaylistService
{
    private const int LargestAnswerBytes = 16 << 20;

    private static readonly TimeSpan Connect = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>Adds it; jobs and calls are the service's.</summary>
    public static IServiceCollection AddPlaylists(this IServiceCollection services)
    {
        services.AddCheckedOptions<PlaylistOptions>(PlaylistOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        var client = services.AddHttpClient(GatedHttp.ClientName, (provider, http) =>
        {
            http.Timeout = TimeSpan.FromSeconds(provider.GetRequiredService<IOptions<PlaylistOptions>>().Value.CallSeconds);
            http.MaxResponseContentBufferSize = LargestAnswerBytes;
        });
        // Calls are tried again by who knows what they left, and never before Spotify wants them.
#pragma warning disable EXTEXP0001 // The package marks it as new; without it a default cannot be left out.
        client.RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
        client.RemoveAllLoggers() // they would write addresses and headers
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false, // a token goes to the address that is set, and to no other
                UseCookies = false,
                ConnectTimeout = Connect,
                PooledConnectionLifetime = Lifetime,
            });
        services.AddSingleton<AppTable>().AddSingleton<AppGate>();
        services.AddSingleton(provider => new GatedHttp(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(GatedHttp.ClientName),
            provider.GetRequiredService<AppGate>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new TokenFile(provider.GetRequiredService<IOptions<PlaylistOptions>>().Value.TokenPath));
        services.AddSingleton<AccountsClient>().AddSingleton<AccessTokens>().AddSingleton<SignIn>();
        services.AddSingleton<SpotifyCalls>().AddSingleton<SpotifyPlaylists>();
        services.AddSingleton<PlaylistTable>().AddSingleton<PlaylistMaker>();
        return services;
    }
}
