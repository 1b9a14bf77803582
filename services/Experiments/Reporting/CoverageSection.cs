using System.Xml;
using PlayCount.Songs;

namespace PlayCount.Experiments.Reporting;

/// <summary>
/// How far the shared songs are covered by Spotify ids, other catalogs and audio, and what would provide what is missing.
/// </summary>
internal static class CoverageSection
{
    private static readonly Header[] Headers =
    [
        new("Listener", IsText: true), "Shared songs", "Spotify id by archive", "by hand", "by candidate", "With audio",
        "Share of plays with audio",
    ];

    private static readonly Header[] CatalogHeaders = [new("Catalog", IsText: true), "Songs", "Ids"];

    private static readonly Header[] MissingHeaders =
        [new("Song", IsText: true), new("Title and artist", IsText: true), new("A file of this name would provide it", IsText: true)];

    /// <summary>Writes the section; nothing where the coverage is not known.</summary>
    public static void Write(XmlWriter page, Coverage? coverage, IReadOnlyList<SongWithoutAudio> missing)
    {
        if (coverage is null)
            return;
        page.Element("section", () =>
        {
            page.Element("h2", "What the songs are covered by", "id", "coverage");
            page.Table("Shared songs by what is known of them", Headers, () =>
            {
                foreach (var user in coverage.Users)
                    Row(page, Figures.Count(user.User), user);
                Row(page, "All", coverage.Overall);
            }, CoverageFile.Table);
            if (coverage.Catalogs.Count > 0)
                Catalogs(page, coverage.Catalogs);
            if (coverage.Candidates is { } candidates)
                page.Element("p", Words(candidates), "class", "note");
            if (missing.Count > 0)
                Missing(page, missing);
        });
    }

    private static void Row(XmlWriter page, string name, SongCoverage songs) => page.Element("tr", () =>
    {
        page.Element("th", name, "scope", "row", "class", "word");
        foreach (var count in (int[])[songs.Songs, songs.Archive, songs.Overrides, songs.Candidates, songs.Audio])
            page.Element("td", Figures.Count(count));
        page.Element("td", songs.Plays == 0 ? "–" : Figures.Show((double)songs.AudioPlays / songs.Plays));
    });

    private static void Catalogs(XmlWriter page, IReadOnlyList<CatalogCount> catalogs) =>
        page.Table("Ids of the shared songs in other catalogs, as the archive has them", CatalogHeaders, () =>
        {
            foreach (var catalog in catalogs)
            {
                page.Element("tr", () =>
                {
                    page.Element("th", catalog.Catalog, "scope", "row", "class", "word");
                    page.Element("td", Figures.Count(catalog.Songs));
                    page.Element("td", Figures.Count(catalog.Ids));
                });
            }
        }, MappedSongs.Catalogs);

    private static string Words(CandidateCounts candidates)
    {
        var (their, have) = candidates.Songs == 1 ? ("its", "has") : ("their", "have");
        var found = $"Unverified: {Figures.Count(candidates.Songs, "song")} without an id of {their} own {have} candidates "
            + "by artist and title, " + (candidates.Used ? "which were used to find audio, as was asked for. " : "which were not used. ");
        return found + (candidates.Precision is { } precision
            ? $"Under {Figures.Count(candidates.Titles, "name")} that the archive maps several songs of, the first candidate was the "
                + $"archive’s own answer in {Figures.Count(candidates.Right)}: {Figures.Show(precision)} of them "
                + $"({Figures.Show(candidates.Low)} to {Figures.Show(candidates.High)}, 95 %)."
            : "The archive maps no two songs of one name, so that it cannot tell what they are worth.");
    }

    private static void Missing(XmlWriter page, IReadOnlyList<SongWithoutAudio> missing) => page.Element("details", () =>
    {
        var them = missing.Count == 1 ? "it" : "them";
        page.Element("summary", $"{Figures.Count(missing.Count, "song")} without audio, and what would provide {them}");
        page.Element("p", "These names were looked for where the audio is, in this order, with the endings "
            + $"{string.Join(", ", MissingAudio.Endings)}.", "class", "note");
        page.Table("Songs without audio", MissingHeaders, () =>
        {
            foreach (var song in missing)
            {
                page.Element("tr", () =>
                {
                    page.Element("th", song.Song.Value, "scope", "row", "class", "id");
                    page.Element("td", song.Title ?? "–", "class", "prose");
                    page.Element("td", string.Join(" or ", song.Names), "class", "id");
                });
            }
        });
    });
}
