using System.Net;
using System.Text.Json;

namespace PlayCount.Mapping.Playlists.Calling;

/// <summary>An answer that says something: no failure of the server, and no wish to wait. As text it says nothing that is secret.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Body">Its object; undefined where it is none.</param>
internal sealed record SpotifyAnswer(HttpStatusCode Status, JsonElement Body)
{
    /// <summary>Whether what was asked for was done.</summary>
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>Whether there is nothing of that path for the app.</summary>
    public bool IsNoPath => Status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden or HttpStatusCode.Gone;

    /// <summary>A text of the object, or null.</summary>
    public string? Text(string name) => Of(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>A number of the object, or null.</summary>
    public int? Number(string name) => Of(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value)
        ? value : null;

    /// <summary>A list of the object; empty where there is none.</summary>
    public IEnumerable<JsonElement> List(string name) => Of(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    public override string ToString() => $"answer {(int)Status}";

    private JsonElement? Of(string name) =>
        Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(name, out var value) ? value : null;
}
