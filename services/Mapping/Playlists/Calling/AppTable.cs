using Microsoft.Extensions.Options;
using PlayCount.ServiceDefaults.Data;

namespace PlayCount.Mapping.Playlists.Calling;

/// <summary>What all calls of one app share, in whatever process: until when Spotify wants none, and which paths it has.</summary>
internal sealed class AppTable(ISqlStores stores, IOptions<PlaylistOptions> options)
{
    private readonly SqlDatabase _database = stores.Open(SpotifyTables.Owner, SpotifyTables.Migrations);

    private string Id => options.Value.ClientId;

    /// <summary>Milliseconds since 1970 before which no call may go out.</summary>
    public async Task<long> NotBeforeAsync(CancellationToken cancellationToken) => (await _database.QueryAsync<long>(
        "SELECT not_before FROM spotify_apps WHERE client_id = @Id", new { Id }, cancellationToken)).SingleOrDefault();

    /// <summary>Moves that moment on; never back.</summary>
    public async Task CloseAsync(long notBefore, CancellationToken cancellationToken)
    {
        await AddAsync(cancellationToken);
        await _database.ExecuteAsync(
            "UPDATE spotify_apps SET not_before = @notBefore WHERE client_id = @Id AND not_before < @notBefore",
            new { Id, notBefore },
            cancellationToken);
    }

    /// <summary>Whether Spotify has the older paths alone for the app; null while that was not found out.</summary>
    public async Task<bool?> HasOlderPathsAsync(CancellationToken cancellationToken) => (await _database.QueryAsync<string?>(
        "SELECT paths FROM spotify_apps WHERE client_id = @Id", new { Id }, cancellationToken)).SingleOrDefault() switch
    {
        "tracks" => true,
        "items" => false,
        _ => null,
    };

    /// <summary>Remembers it.</summary>
    public async Task RememberPathsAsync(bool older, CancellationToken cancellationToken)
    {
        await AddAsync(cancellationToken);
        await _database.ExecuteAsync(
            "UPDATE spotify_apps SET paths = @Paths WHERE client_id = @Id",
            new { Id, Paths = older ? "tracks" : "items" },
            cancellationToken);
    }

    private Task<bool> AddAsync(CancellationToken cancellationToken) => _database.InTransactionAsync(
        transaction => transaction.TryInsertAsync("INSERT INTO spotify_apps (client_id, not_before) VALUES (@Id, 0)", new { Id }),
        cancellationToken);
}
