namespace PlayCount.Songs;

/// <summary>A song's id in another catalog, as the mapping archive has it.</summary>
/// <param name="Catalog">The catalog with its region, such as <c>7digital-UK</c> or <c>musicbrainz</c>.</param>
/// <param name="ForeignId">The whole id, such as <c>7digital-UK:track:3107215</c>.</param>
public readonly record struct CatalogId(string Catalog, string ForeignId)
{
    /// <summary>Longest name or id that is kept, in characters.</summary>
    public const int MaxLength = 200;

    /// <summary>The catalogs whose ids are kept, without region.</summary>
    public static IReadOnlyList<string> Names { get; } = ["7digital", "discogs", "musicbrainz", "musixmatch"];

    /// <summary>The catalog without its region.</summary>
    public string Name => NameOf(Catalog);

    /// <summary>
    /// Whether both texts are such that a table may hold them: 1 to 200 visible ASCII characters without comma and quote.
    /// </summary>
    public bool IsPlain => IsPlainText(Catalog) && IsPlainText(ForeignId);

    /// <summary>Whether ids of a catalog are kept, whatever its region.</summary>
    public static bool IsKept(string catalog) => Names.Contains(NameOf(catalog));

    private static string NameOf(string catalog) => catalog.Split('-')[0];

    private static bool IsPlainText(string text) =>
        text.Length is > 0 and <= MaxLength && text.All(letter => letter is > ' ' and < '\u007f' and not ',' and not '"');
}
