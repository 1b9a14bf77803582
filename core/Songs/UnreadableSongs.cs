using System.Text.Json;

namespace PlayCount.Songs;

/// <summary>Songs whose mapping record could not be read, with their reasons: <c>state/unreadable.json</c>.</summary>
public static class UnreadableSongs
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "state/unreadable.json";

    /// <summary>The unreadable ones among look-ups.</summary>
    public static IReadOnlyList<SkippedSong> Of(IEnumerable<SongMapping> mappings) =>
        [.. mappings.Where(mapping => mapping.Outcome == MappingOutcome.Unreadable).Select(
            mapping => new SkippedSong(mapping.Song, mapping.Reason ?? ""))];

    /// <summary>Writes them.</summary>
    public static void Write(TextWriter file, IEnumerable<SkippedSong> songs) =>
        file.WriteLine(JsonSerializer.Serialize(songs.Select(song => new[] { song.Song.Value, song.Reason })));

    /// <summary>Reads them back.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static IReadOnlyList<SkippedSong> Read(Stream file)
    {
        try
        {
            var rows = JsonSerializer.Deserialize<string[][]>(file) ?? throw new JsonException("It is null.");
            return [.. rows.Select(row => row is [var id, { } reason]
                ? new SkippedSong(SongId.Parse(id), reason)
                : throw new FormatException("A row is no pair of song id and reason."))];
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw new InvalidDataException($"'{FileName}' is damaged: {Shown.Shorten(e.Message)}", e);
        }
    }
}
