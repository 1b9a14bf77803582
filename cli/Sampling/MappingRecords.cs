using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PlayCount.Cli.Sampling;

/// <summary>What a song's record in the mapping archive looks like; all of these occur in the real one.</summary>
internal enum RecordShape
{
    Usual,
    SeveralSpotifyTracks,
    OtherCatalogFirst,
    OtherSongId,
    MissingKeys,
    NonAsciiTitle,
    NoSongs,
    NoSpotifyTrack,
    Absent,
}

/// <summary>Writes records of a mapping archive in the layout of the real one.</summary>
internal sealed class MappingRecords(string folder, long seed, SampleIds ids)
{
    /// <summary>The folder inside the archive.</summary>
    public const string Root = "millionsongdataset_echonest";

    private const int ShapesRepeatAfter = 40;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Beginnings = ["Slow", "Silver", "Northern", "Paper", "Second", "Quiet", "Amber", "Hollow", "Distant",
        "Early"];
    private static readonly string[] Endings = ["Harbour", "Engines", "Letters", "Fields", "Signal", "Winter", "Stations", "Orchard",
        "Lanterns", "Weather"];

    private readonly SampleRandom _names = new(seed, SampleStream.Names);

    /// <summary>Most songs have a usual record; each odd shape comes up in every 40 songs.</summary>
    public static RecordShape ShapeOf(int song) => (song % ShapesRepeatAfter) switch
    {
        3 => RecordShape.SeveralSpotifyTracks,
        5 => RecordShape.NoSongs,
        11 => RecordShape.OtherCatalogFirst,
        17 => RecordShape.NoSpotifyTrack,
        23 => RecordShape.OtherSongId,
        27 => RecordShape.Absent,
        31 => RecordShape.MissingKeys,
        37 => RecordShape.NonAsciiTitle,
        _ => RecordShape.Usual,
    };

    /// <summary>Whether a song of this shape can be found by a Spotify id.</summary>
    public static bool IsMapped(RecordShape shape) =>
        shape is not (RecordShape.NoSongs or RecordShape.NoSpotifyTrack or RecordShape.Absent);

    /// <summary>Writes the record of a song under its name.</summary>
    public void Write(string songId, string? spotifyId, RecordShape shape)
    {
        if (shape == RecordShape.Absent)
            return;
        var path = Path.Combine(folder, Root, songId[2..4], $"{songId}.json");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, Response(Songs(songId, spotifyId, shape)).ToJsonString(Json) + "\n");
    }

    private static JsonObject Response(JsonArray songs) => new()
    {
        ["response"] = new JsonObject
        {
            ["status"] = new JsonObject { ["version"] = "4.2", ["code"] = 0, ["message"] = "Success" },
            ["songs"] = songs,
        },
    };

    private JsonArray Songs(string songId, string? spotifyId, RecordShape shape)
    {
        if (shape == RecordShape.NoSongs)
            return [];
        var song = new JsonObject();
        if (shape != RecordShape.MissingKeys)
        {
            song["id"] = shape == RecordShape.OtherSongId ? ids.Song() : songId;
            song["title"] = shape == RecordShape.NonAsciiTitle ? $"Über {Name()} – ночь" : Name();
            song["artist_name"] = $"The {Name()}";
        }

        song["tracks"] = Tracks(spotifyId, shape);
        return [song];
    }

    private JsonArray Tracks(string? spotifyId, RecordShape shape)
    {
        var tracks = new JsonArray { Track("7digital-UK", $"{1_000_000 + _names.NextInt(9_000_000)}") };
        if (shape == RecordShape.OtherCatalogFirst)
            tracks.Add(Track("spotify-WW", ids.Spotify()));
        if (spotifyId is not null)
            tracks.Add(Track("spotify", spotifyId));
        if (shape == RecordShape.SeveralSpotifyTracks)
            tracks.Add(Track("spotify", ids.Spotify()));
        return tracks;
    }

    private JsonObject Track(string catalog, string id) => new()
    {
        ["album_name"] = Name(),
        ["foreign_id"] = $"{catalog}:track:{id}",
        ["catalog"] = catalog,
    };

    private string Name() => $"{Beginnings[_names.NextInt(Beginnings.Length)]} {Endings[_names.NextInt(Endings.Length)]}";
}
