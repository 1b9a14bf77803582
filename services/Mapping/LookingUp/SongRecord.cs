using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using PlayCount.Songs;

namespace PlayCount.Mapping.LookingUp;

/// <summary>
/// One record of the mapping archive: the Spotify track is the first of <c>response.songs[0].tracks</c> with the catalog
/// <c>spotify</c> (<c>spotify-WW</c> and the like are others) and a well-formed <c>spotify:track:</c> id; a Spotify track with a
/// malformed id is passed over.
/// </summary>
/// <remarks>
/// The record belongs to the song its file is named by, whatever <c>songs[0].id</c> says. Missing <c>tracks</c> are no tracks, a missing
/// artist or title, or one that is no text, is empty; a missing <c>response</c> or <c>songs</c>, and any list or object that is something
/// else, make the record unreadable. Of a key that comes twice the last counts. A byte order mark is allowed.
/// </remarks>
internal static class SongRecord
{
    // A record nests 6 deep.
    private const int MaxDepth = 64;
    private const string Catalog = "spotify";
    private const string IdPrefix = "spotify:track:";

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth };

    /// <summary>Reads a record; never throws for what its bytes are.</summary>
    public static SongMapping Read(SongId song, ReadOnlyMemory<byte> record) => ReadWhole(song, record).Mapping;

    /// <summary>The same with the ids in other catalogs; these are left out where they are no plain texts.</summary>
    public static ArchiveAnswer ReadWhole(SongId song, ReadOnlyMemory<byte> record)
    {
        var json = record.Span.StartsWith(Encoding.UTF8.Preamble) ? record[Encoding.UTF8.Preamble.Length..] : record;
        if (json.IsEmpty)
            return new(Unreadable(song, "the record has 0 bytes"), []);
        if (!Utf8.IsValid(json.Span))
            return new(Unreadable(song, $"the record is not UTF-8 at byte {record.Length - json.Length + ValidBytes(json.Span)}"), []);

        try
        {
            using var document = JsonDocument.Parse(json, Options);
            var response = Member(document.RootElement, "response");
            return new(OfResponse(song, response), Catalogs(response));
        }
        catch (JsonException e)
        {
            var place = $"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}";
            return new(Unreadable(song, $"the record is no JSON at {place}: {Shown.Shorten(Fault(e))}"), []);
        }
    }

    /// <summary>The row of a song without a record.</summary>
    public static SongMapping Missing(SongId song) =>
        new(song, MappingOutcome.Empty, null, "", "", "the archive has no record of this song");

    public static SongMapping Unreadable(SongId song, string reason) => new(song, MappingOutcome.Unreadable, null, "", "", reason);

    private static SongMapping OfResponse(SongId song, JsonElement? response)
    {
        if (response is not { ValueKind: JsonValueKind.Object })
            return Unreadable(song, Needed("response", "an object", response));
        var songs = Member(response.Value, "songs");
        if (songs is not { ValueKind: JsonValueKind.Array })
            return Unreadable(song, Needed("response.songs", "a list", songs));
        if (songs.Value.GetArrayLength() == 0)
            return new SongMapping(song, MappingOutcome.Empty, null, "", "");
        var first = songs.Value[0];
        return first.ValueKind == JsonValueKind.Object
            ? OfSong(song, first)
            : Unreadable(song, Needed("response.songs[0]", "an object", first));
    }

    private static SongMapping OfSong(SongId song, JsonElement record)
    {
        var artist = RecordText.Label(Member(record, "artist_name"));
        var title = RecordText.Label(Member(record, "title"));
        var none = new SongMapping(song, MappingOutcome.NoSpotifyTrack, null, artist, title);
        return Member(record, "tracks") switch
        {
            null => none,
            { ValueKind: JsonValueKind.Array } tracks => OfTracks(none, tracks),
            var tracks => none with
            {
                Outcome = MappingOutcome.Unreadable,
                Reason = Needed("response.songs[0].tracks", "a list", tracks),
            },
        };
    }

    private static SongMapping OfTracks(SongMapping none, JsonElement tracks)
    {
        string? malformed = null;
        foreach (var track in tracks.EnumerateArray().Where(track => RecordText.Of(Member(track, "catalog")) == Catalog))
        {
            var id = RecordText.Of(Member(track, "foreign_id"));
            if (id.StartsWith(IdPrefix, StringComparison.Ordinal) && SpotifyId.TryParse(id[IdPrefix.Length..], out var spotify))
                return none with { Outcome = MappingOutcome.Mapped, Spotify = spotify };
            malformed ??= id;
        }

        if (malformed is null)
            return none;
        const string Form = $"{IdPrefix}<22 letters or digits>";
        return none with { Reason = $"no Spotify track has an id {Form}; the first has '{Shown.Shorten(malformed)}'" };
    }

    /// <summary>The ids of the song and of its tracks in the catalogs that are kept.</summary>
    private static IReadOnlyList<CatalogId> Catalogs(JsonElement? response)
    {
        if (response is null || Member(response.Value, "songs") is not { ValueKind: JsonValueKind.Array } songs
            || songs.GetArrayLength() == 0)
            return [];
        return [.. ((string[])["foreign_ids", "tracks"])
            .Select(name => Member(songs[0], name))
            .Where(list => list is { ValueKind: JsonValueKind.Array })
            .SelectMany(list => list!.Value.EnumerateArray())
            .Select(entry => new CatalogId(RecordText.Of(Member(entry, "catalog")), RecordText.Of(Member(entry, "foreign_id"))))
            .Where(id => CatalogId.IsKept(id.Catalog) && id.IsPlain)
            .Distinct()];
    }

    /// <summary>A member of an object; null when absent, null, or when the parent is no object.</summary>
    private static JsonElement? Member(JsonElement parent, string name)
    {
        if (parent.ValueKind != JsonValueKind.Object)
            return null;
        JsonElement? last = null;
        foreach (var member in parent.EnumerateObject().Where(member => RecordText.NameIs(member, name)))
            last = member.Value;
        return last is { ValueKind: JsonValueKind.Null } ? null : last;
    }

    private static string Needed(string what, string needed, JsonElement? seen) => seen is null
        ? $"the record has no '{what}'; {needed} is needed"
        : $"the record's '{what}' is of the kind {seen.Value.ValueKind}; {needed} is needed";

    private static int ValidBytes(ReadOnlySpan<byte> text)
    {
        var valid = 0;
        while (Rune.DecodeFromUtf8(text[valid..], out _, out var length) == System.Buffers.OperationStatus.Done)
            valid += length;
        return valid;
    }

    /// <summary>The parser's own words, which may quote the record, without the place they repeat.</summary>
    private static string Fault(JsonException e)
    {
        var place = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return place < 0 ? e.Message : e.Message[..place];
    }
}
