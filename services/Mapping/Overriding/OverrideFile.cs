using System.Text;
using PlayCount.ServiceDefaults.Files;
using PlayCount.Songs;

namespace PlayCount.Mapping.Overriding;

/// <summary>
/// A file of Spotify ids given by hand: <c>song id,Spotify id</c> a line, comma or tab between them, <c>none</c> for a song that shall
/// have none.
/// Empty lines, lines that begin with #, and the header <c>song_id,spotify_id</c> count for nothing.
/// </summary>
public static class OverrideFile
{
    private const string None = "none";
    private const int MostNamed = 20;

    /// <summary>Reads it.</summary>
    /// <returns>The id of each song; null for one that shall have none.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">Lines are none of these, or name a song again; each is told with its number.</exception>
    public static IReadOnlyDictionary<SongId, SpotifyId?> Read(string path)
    {
        PlainFile.Require(path, $"overrides '{path}'", "a file of song id,Spotify id a line");
        using var file = File.OpenRead(path);
        var lines = new LineReader(file, path);
        var (found, bad) = (new Dictionary<SongId, SpotifyId?>(), new List<string>());
        while (lines.TryRead(out var line))
        {
            if (line.IsEmpty || line[0] == '#' || (lines.Line == 1 && line.SequenceEqual("song_id,spotify_id"u8)))
                continue;
            if (Fault(Encoding.UTF8.GetString(line), found) is { } fault)
                bad.Add($"line {lines.Line}: {fault}");
        }

        return bad.Count == 0 ? found : throw new InvalidDataException(
            $"{path} has {Counted.Of(bad.Count, "bad line")}; 'song id,Spotify id' or 'song id,none' is right: "
            + string.Join("; ", bad.Take(MostNamed)) + (bad.Count > MostNamed ? $"; and {bad.Count - MostNamed} more" : "") + ".");
    }

    /// <summary>What is known of a song once the ids given by hand have won.</summary>
    /// <param name="overrides">The ids of <see cref="Read"/>.</param>
    /// <param name="mapping">What the archive says.</param>
    internal static SongMapping Apply(IReadOnlyDictionary<SongId, SpotifyId?> overrides, SongMapping mapping) =>
        !overrides.TryGetValue(mapping.Song, out var spotify) ? mapping
        : spotify is null
            ? mapping with { Outcome = MappingOutcome.NoSpotifyTrack, Spotify = null, Reason = "the overrides say that it has none" }
            : mapping with { Outcome = MappingOutcome.Mapped, Spotify = spotify, Reason = null };

    /// <summary>Takes a line over, or says what is wrong with it.</summary>
    private static string? Fault(string line, Dictionary<SongId, SpotifyId?> found)
    {
        var fields = line.Split(line.Contains('\t', StringComparison.Ordinal) ? '\t' : ',');
        if (fields.Length != 2)
            return $"'{Shown.Shorten(line)}' has {Counted.Of(fields.Length, "field")}";
        if (!SongId.TryParse(fields[0].Trim(), out var song))
            return $"'{Shown.Shorten(fields[0])}' is no song id";
        SpotifyId? spotify = SpotifyId.TryParse(fields[1].Trim(), out var id) ? id : null;
        if (spotify is null && fields[1].Trim() != None)
            return $"'{Shown.Shorten(fields[1])}' is no Spotify id of {SpotifyId.Length} letters or digits";
        return found.TryAdd(song, spotify) ? null : $"'{song}' was named before";
    }
}
