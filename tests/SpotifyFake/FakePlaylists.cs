using System.Globalization;
using System.Text.RegularExpressions;

namespace PlayCount.SpotifyFake;

/// <summary>A playlist.</summary>
public sealed class FakePlaylist
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What is said of it.</summary>
    public required string Description { get; init; }

    /// <summary>Whether others see it.</summary>
    public required bool IsPublic { get; init; }

    /// <summary>Ids of its tracks.</summary>
    public IList<string> Tracks { get; } = [];

    /// <summary>What it held after each request.</summary>
    internal List<(int Request, string[] Tracks)> History { get; } = [];
}

/// <summary>Which paths there are.</summary>
public enum PathGeneration
{
    /// <summary>All.</summary>
    Both,

    /// <summary><c>/v1/me/playlists</c> and <c>/items</c>.</summary>
    Newer,

    /// <summary><c>/v1/users/{id}/playlists</c> and <c>/tracks</c>.</summary>
    Older,
}

/// <summary>The user's playlists, over both generations of paths.</summary>
/// <remarks>Source: Spotify for Developers, Web API reference, "Playlists", and the migration guide of February 2026.</remarks>
public sealed partial class FakePlaylists
{
    private const string User = "listener";
    private const int MostUris = 100;
    private const int MostNewerItems = 50;
    private const int MostOlderItems = 100;
    private const int NoPathStatus = 403; // what is reported of the paths that were taken away

    private int _made;
    private int _requests;

    /// <summary>All, oldest first.</summary>
    public IList<FakePlaylist> All { get; } = [];

    /// <summary>Which paths there are.</summary>
    public PathGeneration Paths { get; set; }

    /// <summary>Status of a path that is not there.</summary>
    public int MissingPath { get; set; } = NoPathStatus;

    /// <summary>Tracks that the catalog never had: adding one is refused.</summary>
    public ISet<string> Unknown { get; } = new HashSet<string>();

    /// <summary>Tracks that the catalog lost: null stands in their place.</summary>
    public ISet<string> Lost { get; } = new HashSet<string>();

    /// <summary>Tracks that are not played in the user's country.</summary>
    public ISet<string> Unplayable { get; } = new HashSet<string>();

    /// <summary>Tracks for which another one is played.</summary>
    public IDictionary<string, string> Relinked { get; } = new Dictionary<string, string>();

    /// <summary>So many requests pass before what one changed of a playlist's tracks is read.</summary>
    public int Lag { get; set; }

    /// <summary>Whether lists of playlists say how many there are.</summary>
    public bool NamesTotal { get; set; } = true;

    /// <summary>The answer where songs were added.</summary>
    internal static FakeAnswer Added { get; } = new(201, new { snapshot_id = "snapshot" });

    /// <summary>What a call needs consent to; null: none but to be known.</summary>
    internal static string? ScopeOf(FakeRequest request) => (request.Method, request.Segments) switch
    {
        ("GET", ["v1", "me"]) => null,
        ("GET", _) => "playlist-read-private",
        _ => "playlist-modify-private",
    };

    internal FakeAnswer Answer(FakeRequest request)
    {
        _requests++;
        var answer = Now(request);
        foreach (var playlist in Lag > 0 ? All : [])
            playlist.History.Add((_requests, [.. playlist.Tracks]));
        return answer;
    }

    private FakeAnswer Now(FakeRequest request) => (request.Method, request.Segments) switch
    {
        ("GET", ["v1", "me"]) => new(200, new { id = User, display_name = "A listener" }),
        ("GET", ["v1", "me", "playlists"]) => List(request),
        ("POST", ["v1", "me", "playlists"]) => Paths == PathGeneration.Older ? NoPath() : Create(request),
        ("POST", ["v1", "users", User, "playlists"]) => Paths == PathGeneration.Newer ? NoPath() : Create(request),
        (_, ["v1", "playlists", var id, "items"]) => Paths == PathGeneration.Older ? NoPath() : Items(request, id, isNewer: true),
        (_, ["v1", "playlists", var id, "tracks"]) => Paths == PathGeneration.Newer ? NoPath() : Items(request, id, isNewer: false),
        _ => FakeAnswer.Error(404, "Service not found"),
    };

    private FakeAnswer NoPath() => FakeAnswer.Error(MissingPath, "Forbidden");

    private FakeAnswer Create(FakeRequest request)
    {
        var body = request.Json();
        var playlist = new FakePlaylist
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{++_made:d22}"),
            Name = body.GetProperty("name").GetString()!,
            Description = body.TryGetProperty("description", out var text) ? text.GetString()! : "",
            IsPublic = !body.TryGetProperty("public", out var isPublic) || isPublic.GetBoolean(),
        };
        All.Add(playlist);
        return new(201, Simple(playlist));
    }

    private FakeAnswer List(FakeRequest request) => Page(request, MostNewerItems, [.. All.Reverse().Select(Simple)], NamesTotal);

    private FakeAnswer Items(FakeRequest request, string id, bool isNewer)
    {
        if (All.FirstOrDefault(known => known.Id == id) is not { } playlist)
            return FakeAnswer.Error(404, "Resource not found");
        switch (request.Method)
        {
            case "GET":
                var most = isNewer ? MostNewerItems : MostOlderItems;
                return Page(request, most, [.. Seen(playlist).Select(track => Entry(track, isNewer))]);
            case "POST" or "PUT":
                var body = request.Json();
                var uris = body.GetProperty("uris").EnumerateArray().Select(uri => uri.GetString()!).ToList();
                var place = body.TryGetProperty("position", out var position) ? position.GetInt32() : playlist.Tracks.Count;
                if (uris.Count > MostUris || !uris.All(Uri().IsMatch) || uris.Any(uri => Unknown.Contains(Track(uri)))
                    || place > playlist.Tracks.Count)
                    return FakeAnswer.Error(400, "Invalid track uri");
                if (request.Method == "PUT")
                    (place, _) = (0, Clear(playlist));
                foreach (var uri in uris)
                    playlist.Tracks.Insert(place++, Track(uri));
                return new(request.Method == "PUT" ? 200 : 201, new { snapshot_id = $"snapshot {playlist.Tracks.Count}" });
            default:
                return FakeAnswer.Error(405, "Method not allowed");
        }
    }

    private IList<string> Seen(FakePlaylist playlist) => Lag == 0 ? playlist.Tracks
        : playlist.History.LastOrDefault(then => then.Request < _requests - Lag).Tracks ?? [];

    private static bool Clear(FakePlaylist playlist)
    {
        playlist.Tracks.Clear();
        return true;
    }

    private static FakeAnswer Page(FakeRequest request, int most, object?[] all, bool namesTotal = true)
    {
        var query = request.Fields(request.Query);
        var (limit, offset) = (Number(query["limit"], 20), Number(query["offset"], 0));
        return limit is < 1 || limit > most || offset < 0
            ? FakeAnswer.Error(400, "Invalid limit")
            : new(200, new
            {
                items = all.Skip(offset).Take(limit),
                limit,
                offset,
                total = namesTotal ? all.Length : (int?)null,
                next = (string?)null,
            });
    }

    private static int Number(string? text, int otherwise) => text is null ? otherwise : int.Parse(text, CultureInfo.InvariantCulture);

    private static object Simple(FakePlaylist playlist) => new
    {
        id = playlist.Id,
        name = playlist.Name,
        description = playlist.Description,
        @public = playlist.IsPublic,
        owner = new { id = User },
    };

    private object? Entry(string track, bool isNewer)
    {
        var item = Lost.Contains(track) ? null
            : Relinked.TryGetValue(track, out var other) ? Linked(other, track)
            : Unplayable.Contains(track) ? Restricted(track)
            : (object)new { id = track, uri = $"spotify:track:{track}", type = "track" };
        return isNewer ? new { item, is_local = false } : new { track = item, is_local = false };
    }

    private static object Restricted(string track) => new
    {
        id = track,
        uri = $"spotify:track:{track}",
        type = "track",
        is_playable = false,
        restrictions = new { reason = "market" },
    };

    private static object Linked(string played, string asked) => new
    {
        id = played,
        uri = $"spotify:track:{played}",
        type = "track",
        linked_from = new { id = asked, uri = $"spotify:track:{asked}", type = "track" },
    };

    private static string Track(string uri) => uri[^22..];

    [GeneratedRegex("^spotify:track:[0-9A-Za-z]{22}$")]
    private static partial Regex Uri();
}
