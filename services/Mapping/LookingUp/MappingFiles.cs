using System.Buffers;
using System.Globalization;
using System.Text.Json;
using PlayCount.Mapping.Suggesting;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;

namespace PlayCount.Mapping.LookingUp;

/// <summary>
/// The files of a look-up: <c>mapping.csv</c> (<c>song_id,spotify_id,artist,title</c>, RFC 4180 with LF, by song id, ordinal) and
/// <c>mapping.json</c> (counts); of a whole look-up also <c>catalogs.csv</c> (<c>song_id,catalog,foreign_id</c>), <c>candidates.csv</c>
/// where
/// they were asked for, and the state that the report reads. A row is always one line: control characters and line separators in artist and
/// title become spaces.
/// </summary>
public static class MappingFiles
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"");
    private static readonly JsonSerializerOptions Indented = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <summary>Writes both files, each whole or not at all.</summary>
    public static void Write(IBlobStore blobs, IReadOnlyCollection<SongMapping> mappings)
    {
        ArgumentNullException.ThrowIfNull(mappings);
        blobs.WriteText(MappedSongs.FileName, file => WriteCsv(file, mappings));
        blobs.WriteText(MappingCounts.FileName, file => file.WriteLine(JsonSerializer.Serialize(MappingCounts.Of(mappings), Indented)));
    }

    /// <summary>Writes all files of a look-up but that of the unreadable songs.</summary>
    public static void Write(IBlobStore blobs, LookedUp found)
    {
        ArgumentNullException.ThrowIfNull(found);
        Write(blobs, found.Mappings);
        blobs.WriteText(MappedSongs.Catalogs, file =>
        {
            file.WriteLine("song_id,catalog,foreign_id");
            foreach (var (song, id) in found.Catalogs)
                file.WriteLine($"{song},{id.Catalog},{id.ForeignId}");
        });
        if (found.Candidates is { } candidates)
            blobs.WriteText(MappedSongs.Candidates, file => WriteCandidates(file, candidates, found.Songs.Candidates!.Used));
        blobs.WriteText(LookedUpSongs.FileName, found.Songs.Write);
    }

    /// <summary>Writes the songs whose record could not be read, each with its reason: what a study's results tell of them.</summary>
    public static void WriteUnreadable(IBlobStore blobs, IReadOnlyCollection<SongMapping> mappings) => blobs.WriteText(
        UnreadableSongs.FileName, file => UnreadableSongs.Write(file, UnreadableSongs.Of(mappings)));

    private static void WriteCsv(TextWriter file, IEnumerable<SongMapping> mappings)
    {
        file.WriteLine("song_id,spotify_id,artist,title");
        foreach (var mapping in mappings.OrderBy(mapping => mapping.Song))
            file.WriteLine($"{mapping.Song},{mapping.Spotify},{Field(mapping.Artist)},{Field(mapping.Title)}");
    }

    private static void WriteCandidates(TextWriter file, IEnumerable<Candidate> candidates, bool areUsed)
    {
        file.WriteLine("song_id,place,spotify_id,of_song_id,artist,title,status");
        foreach (var candidate in candidates)
        {
            var status = areUsed && candidate.Place == 1 ? "unverified; used" : "unverified";
            file.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{candidate.Song},{candidate.Place},{candidate.Spotify},{candidate.Of},")
                + $"{Field(candidate.Artist)},{Field(candidate.Title)},{status}");
        }
    }

    private static string Field(string text)
    {
        var line = string.Create(text.Length, text, (span, from) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = char.IsControl(from[i]) || from[i] is '\u2028' or '\u2029' ? ' ' : from[i];
        });
        return line.AsSpan().ContainsAny(Quoted) ? $"\"{line.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : line;
    }
}
