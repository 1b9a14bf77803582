using System.Text.Json;

namespace PlayCount.Songs;

/// <summary>What a look-up tells besides the ids: <c>state/lookups.json</c>.</summary>
/// <param name="Sources">Where each song's Spotify id is from; songs without one are not in it.</param>
/// <param name="Catalogs">The other catalogs, by name with region, ordinal.</param>
/// <param name="Candidates">What candidates are worth; null unless they were asked for.</param>
public sealed record LookedUpSongs(
    IReadOnlyDictionary<SongId, MappingSource> Sources, IReadOnlyList<CatalogCount> Catalogs, CandidateCounts? Candidates)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "state/lookups.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>Writes them, songs by id, ordinal.</summary>
    public void Write(TextWriter file)
    {
        ArgumentNullException.ThrowIfNull(file);
        file.WriteLine(JsonSerializer.Serialize(new Stored(
            [.. Sources.OrderBy(song => song.Key).Select(song => new StoredSong(song.Key.Value, song.Value.ToString()))],
            Catalogs,
            Candidates), Json));
    }

    /// <summary>Reads them back.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static LookedUpSongs Read(Stream file)
    {
        try
        {
            var stored = JsonSerializer.Deserialize<Stored>(file, Json) ?? throw new JsonException("It is null.");
            return new LookedUpSongs(
                stored.Songs.ToDictionary(song => SongId.Parse(song.SongId), song => Enum.Parse<MappingSource>(song.Source)),
                stored.Catalogs,
                stored.Candidates);
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"'{FileName}' is damaged: {Shown.Shorten(e.Message)}", e);
        }
    }

    private sealed record Stored(
        IReadOnlyList<StoredSong> Songs, IReadOnlyList<CatalogCount> Catalogs, CandidateCounts? Candidates = null);

    private sealed record StoredSong(string SongId, string Source);
}

/// <summary>How many songs have ids in a catalog.</summary>
/// <param name="Catalog">The catalog with its region.</param>
/// <param name="Songs">Songs with an id in it.</param>
/// <param name="Ids">Ids of them, of which a song may have several.</param>
public sealed record CatalogCount(string Catalog, int Songs, int Ids);

/// <summary>What candidates by artist and title are worth, measured on songs whose answer the archive has.</summary>
/// <param name="Songs">Songs without an id of their own that have a candidate.</param>
/// <param name="Used">Whether these name audio.</param>
/// <param name="Titles">Artists and titles under which the archive maps several songs: one trial each.</param>
/// <param name="Right">Trials in which the candidate was the id that the archive has.</param>
/// <param name="Precision">The share of these; null without a trial.</param>
/// <param name="Low">Lower end of its 95 % interval.</param>
/// <param name="High">Upper end of its 95 % interval.</param>
public sealed record CandidateCounts(int Songs, bool Used, int Titles, int Right, double? Precision, double? Low, double? High);
