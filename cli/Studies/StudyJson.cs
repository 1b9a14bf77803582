using System.Text.Json;
using PlayCount.Learning.Formats;
using PlayCount.Learning.Sweeps;
using PlayCount.Songs;

namespace PlayCount.Cli.Studies;

/// <summary>An object of a <c>study.json</c>; what it lacks or has too much is told by name.</summary>
internal sealed class StudyJson
{
    private readonly JsonElement _json;
    private readonly string _what;

    /// <param name="json">The object.</param>
    /// <param name="what">What it is, as messages call it.</param>
    /// <exception cref="ArgumentException">It is something else.</exception>
    public StudyJson(JsonElement json, string what)
    {
        (_json, _what) = (json, what);
        if (json.ValueKind != JsonValueKind.Object)
            throw new ArgumentException($"{what} is no JSON object; an object is right.");
    }

    public bool Has(string name) => _json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    public void RequireOnly(params string[] names)
    {
        foreach (var property in _json.EnumerateObject().Where(property => !names.Contains(property.Name)))
            throw new ArgumentException(
                $"'{Shown.Shorten(property.Name)}' is no part of {_what}: {string.Join(", ", names)} are.");
    }

    public string? Text(string name) => !Has(name) ? null : _json.GetProperty(name) is { ValueKind: JsonValueKind.String } text
        ? text.GetString()
        : throw new ArgumentException($"'{name}' of {_what} is no text.");

    public string Required(string name) => Text(name) is { Length: > 0 } text
        ? text
        : throw new ArgumentException($"{_what} lacks '{name}'.");

    public long Number(string name, long most) =>
        Has(name) && _json.GetProperty(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value)
            && value >= 0 && value <= most
            ? value
            : throw new ArgumentException($"{_what} needs '{name}', a whole number from 0 to {most}.");

    public StudyJson? Object(string name) => Has(name) ? new StudyJson(_json.GetProperty(name), $"'{name}'") : null;

    /// <summary>A list of objects; null where there is no list.</summary>
    public IReadOnlyList<StudyJson>? List(string name) => Has(name) && _json.GetProperty(name) is { ValueKind: JsonValueKind.Array } list
        ? [.. list.EnumerateArray().Select(item => new StudyJson(item, $"an entry of '{name}'"))]
        : null;

    public IReadOnlyDictionary<string, string> Texts() =>
        _json.EnumerateObject().ToDictionary(property => property.Name, property => Required(property.Name));

    /// <summary>Settings by name as <c>config.json</c> has them.</summary>
    public IReadOnlyDictionary<string, string> Settings(string name) => Object(name) is { } settings
        ? settings._json.EnumerateObject().ToDictionary(setting => setting.Name, setting => Setting(setting.Name, setting.Value))
        : new Dictionary<string, string>();

    /// <summary>Settings with several values each, in the order of the file.</summary>
    public IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Values(string name)
    {
        var over = Object(name) ?? throw new ArgumentException($"{_what} lacks '{name}'.");
        return [.. over._json.EnumerateObject().Select(setting => KeyValuePair.Create(
            setting.Name,
            setting.Value is { ValueKind: JsonValueKind.Array } values && values.GetArrayLength() > 0
                ? (IReadOnlyList<string>)[.. values.EnumerateArray().Select(value => Setting(setting.Name, value))]
                : throw new ArgumentException($"'{Shown.Shorten(setting.Name)}' of '{name}' needs a list of values.")))];
    }

    /// <summary>Text as it is, numbers as typed, lists of numbers with commas, networks as <c>config.json</c> has them.</summary>
    private static string Setting(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.Array when name == "networks" => Networks(value.GetRawText()),
        JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Number) =>
            string.Join(',', value.EnumerateArray().Select(item => item.GetRawText())),
        _ => throw new ArgumentException(
            $"'{Shown.Shorten(value.GetRawText())}' is no value for {Shown.Shorten(name)}: a text, a number or a list of numbers is."),
    };

    /// <summary>Layers may leave out what is usual: <c>[{"lstm": [{"units": 64}], "dense": [{"units": 1}]}]</c>.</summary>
    private static string Networks(string json)
    {
        try
        {
            return JsonSerializer.Serialize(Running.NetworkOptions.Parse<NetworkLayers[]>(json), StoredJson.OneLine);
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"'{Shown.Shorten(json)}' is no value for networks: {Shown.Shorten(e.Message)}", e);
        }
    }
}
