using System.Text;
using PlayCount.Songs;

namespace PlayCount.Services.Tests.Mapping;

/// <summary>Records of the mapping archive, written by hand.</summary>
internal static class Records
{
    public const string FirstId = "4uLU6hMCjMI75M1A2tKUQC";
    public const string SecondId = "7GhIk7Il098yCjg4BQjzvb";

    public const string Empty = """{"response": {"status": {"version": "4.2", "code": 0, "message": "Success"}, "songs": []}}""";

    public static readonly SongId Song = SongId.Parse("SOCWJDB12A58A776AF");

    /// <summary>A song with these members of <c>tracks</c>, each as JSON.</summary>
    public static string WithTracks(params string[] tracks) => WithNames("Rick Astley", "Never Gonna Give You Up", tracks);

    public static string WithNames(string artist, string title, params string[] tracks) =>
        $$$"""
        {"response": {"status": {"version": "4.2", "code": 0, "message": "Success"}, "songs": [{"id": "SOBVVPR1373FF8B516",
        "artist_name": "{{{artist}}}", "title": "{{{title}}}", "tracks": [{{{string.Join(", ", tracks)}}}]}]}}
        """;

    public static string Track(string catalog, string foreignId) =>
        $$"""{"catalog": "{{catalog}}", "foreign_id": "{{foreignId}}", "id": "TR1"}""";

    public static string Spotify(string id) => Track("spotify", "spotify:track:" + id);

    /// <summary>Songs of every outcome with what the archive is to say of them, in the order of their ids.</summary>
    public static IReadOnlyList<(SongId Song, string Json, SongMapping Expected)> OfEveryOutcome()
    {
        var songs = new List<(SongId, string, SongMapping)>();
        for (var i = 0; i < 40; i++)
        {
            var song = SongId.Parse($"SO{(char)('A' + i % 26)}{i % 10}XYZ12A{i:D8}");
            var (artist, title, spotify) = ($"Björk {i}", $"Jóga, \\\"{i}\\\"", $"{i:D22}");
            songs.Add((i % 4) switch
            {
                0 => (song, WithNames(artist, title, Track("7digital-UK", "7digital-UK:track:1"), Spotify(spotify)),
                    new SongMapping(song, MappingOutcome.Mapped, Id(spotify), artist, $"Jóga, \"{i}\"")),
                1 => (song, Empty, new SongMapping(song, MappingOutcome.Empty, null, "", "")),
                2 => (song, WithNames(artist, title),
                    new SongMapping(song, MappingOutcome.NoSpotifyTrack, null, artist, $"Jóga, \"{i}\"")),
                _ => (song, """{"response": []}""", new SongMapping(song, MappingOutcome.Unreadable, null, "", "",
                    "the record's 'response' is of the kind Array; an object is needed")),
            });
        }

        return [.. songs.OrderBy(song => song.Item1)];
    }

    public static SpotifyId Id(string text) =>
        SpotifyId.TryParse(text, out var id) ? id : throw new ArgumentException($"'{text}' is no Spotify id.");

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
