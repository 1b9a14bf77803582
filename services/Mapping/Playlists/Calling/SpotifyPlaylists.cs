using System.Globalization;
using System.Text.Json;

namespace PlayCount.Mapping.Playlists.Calling;

/// <summary>
/// The calls of the Web API that a playlist needs. Apps that were registered early may have the older paths alone: which it is, is tried
/// once and remembered.
/// </summary>
/// <remarks>
/// Source: Spotify for Developers, Web API reference: "Create Playlist", "Get Current User's Playlists", "Get Playlist Items", "Add Items
/// to Playlist", "Update Playlist Items", and the migration guide of February 2026 for the older paths and fields.
/// </remarks>
internal sealed class SpotifyPlaylists(SpotifyCalls calls, AppTable apps)
{
    /// <summary>Most songs of one call that changes a playlist.</summary>
    public const int MostSongs = 100;

    private const int ItemsAPage = 50; // the newer path gives no more
    private const int PlaylistsAPage = 50;

    /// <summary>Makes an empty private playlist.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> CreateAsync(string name, string description, CancellationToken cancellationToken)
    {
        var body = new { name, description, @public = false, collaborative = false };
        var answer = await EitherAsync(
            older => older
                ? CreateForAsync(body, cancellationToken)
                : calls.CallAsync(HttpMethod.Post, "/v1/me/playlists", body, cancellationToken),
            cancellationToken);
        return Done(answer, "to make a playlist").Text("id") ?? throw Odd("a playlist without an id");
    }

    /// <summary>Finds the user's own playlist whose description holds a text; of several the one that is listed last, the oldest.</summary>
    /// <returns>Its id, or null.</returns>
    public async Task<string?> FindAsync(string text, CancellationToken cancellationToken)
    {
        string? found = null;
        for (var offset = 0; ; offset += PlaylistsAPage)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"/v1/me/playlists?limit={PlaylistsAPage}&offset={offset}");
            var page = Done(await calls.CallAsync(HttpMethod.Get, path, null, cancellationToken), "for the user's playlists");
            var playlists = page.List("items").Select(item => new SpotifyAnswer(page.Status, item)).ToList();
            found = playlists.LastOrDefault(item => item.Text("description")?.Contains(text, StringComparison.Ordinal) == true)?.Text("id")
                ?? found;
            if (playlists.Count == 0 || offset + playlists.Count >= (page.Number("total") ?? throw Odd("a list without a total")))
                return found;
        }
    }

    /// <summary>Reads a part of what a playlist holds.</summary>
    public async Task<PlaylistPage> ReadAsync(string id, int offset, CancellationToken cancellationToken)
    {
        var query = string.Create(CultureInfo.InvariantCulture, $"?limit={ItemsAPage}&offset={offset}");
        var page = Done(await ItemsAsync(HttpMethod.Get, id, query, null, cancellationToken), "for a playlist's songs");
        return new PlaylistPage(page.Number("total") ?? throw Odd("a list without a total"), [.. page.List("items").Select(Item)]);
    }

    /// <summary>Adds songs at a place.</summary>
    public async Task AddAsync(string id, IEnumerable<string> tracks, int position, CancellationToken cancellationToken) => Done(
        await ItemsAsync(HttpMethod.Post, id, "", new { uris = Uris(tracks), position }, cancellationToken), "to add songs");

    /// <summary>Has a playlist hold these songs, at most <see cref="MostSongs"/>, and no others.</summary>
    public async Task ReplaceAsync(string id, IEnumerable<string> tracks, CancellationToken cancellationToken) => Done(
        await ItemsAsync(HttpMethod.Put, id, "", new { uris = Uris(tracks) }, cancellationToken), "to replace a playlist's songs");

    private async Task<SpotifyAnswer> CreateForAsync(object body, CancellationToken cancellationToken)
    {
        var me = Done(await calls.CallAsync(HttpMethod.Get, "/v1/me", null, cancellationToken), "for the user's profile");
        var user = Uri.EscapeDataString(me.Text("id") ?? throw Odd("a profile without an id"));
        return await calls.CallAsync(HttpMethod.Post, $"/v1/users/{user}/playlists", body, cancellationToken);
    }

    private Task<SpotifyAnswer> ItemsAsync(
        HttpMethod method, string id, string query, object? body, CancellationToken cancellationToken) => EitherAsync(
        older => calls.CallAsync(
            method, $"/v1/playlists/{Uri.EscapeDataString(id)}/{(older ? "tracks" : "items")}{query}", body, cancellationToken),
        cancellationToken);

    private async Task<SpotifyAnswer> EitherAsync(Func<bool, Task<SpotifyAnswer>> call, CancellationToken cancellationToken)
    {
        var known = await apps.HasOlderPathsAsync(cancellationToken);
        var first = known ?? false;
        var answer = await call(first);
        if (answer.IsSuccess && known is null)
            await apps.RememberPathsAsync(first, CancellationToken.None);
        if (!answer.IsNoPath || known == false)
            return answer;
        var other = await call(!first);
        if (!other.IsSuccess)
            return answer;
        await apps.RememberPathsAsync(!first, CancellationToken.None);
        return other;
    }

    /// <summary>A song is known by the id it was put on with: <c>linked_from</c> tells it where another release is played.</summary>
    private static PlaylistItem Item(JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object)
            return PlaylistItem.Gone;
        var track = entry.TryGetProperty("item", out var item) ? item : entry.TryGetProperty("track", out var older) ? older : default;
        if (track.ValueKind != JsonValueKind.Object)
            return PlaylistItem.Gone;
        var linked = track.TryGetProperty("linked_from", out var from) && from.ValueKind == JsonValueKind.Object ? from : track;
        var isPlayed = !track.TryGetProperty("is_playable", out var playable) || playable.ValueKind != JsonValueKind.False;
        return new PlaylistItem(new SpotifyAnswer(default, linked).Text("id") ?? "", isPlayed);
    }

    private static string[] Uris(IEnumerable<string> tracks) => [.. tracks.Select(track => $"spotify:track:{track}")];

    private static SpotifyAnswer Done(SpotifyAnswer answer, string what) => answer.IsSuccess ? answer : throw new SpotifyException(
        answer.Status, $"Spotify's Web API answered {(int)answer.Status} to a request {what}.");

    private static SpotifyException Odd(string what) => new($"Spotify's Web API answered with {what}.", inner: null);
}

/// <summary>A part of what a playlist holds.</summary>
/// <param name="Total">How much it holds in all.</param>
/// <param name="Items">The part.</param>
internal sealed record PlaylistPage(int Total, IReadOnlyList<PlaylistItem> Items);

/// <summary>A place on a playlist.</summary>
/// <param name="Id">Spotify id of the song; empty: it is none of Spotify's catalog; null: Spotify does not have it any more.</param>
/// <param name="IsPlayed">Whether the user can play it, as far as Spotify says.</param>
internal readonly record struct PlaylistItem(string? Id, bool IsPlayed = true)
{
    /// <summary>A song that Spotify no longer has.</summary>
    public static PlaylistItem Gone { get; }
}
