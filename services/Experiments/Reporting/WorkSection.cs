using System.Xml;
using PlayCount.Audio;
using PlayCount.Songs;

namespace PlayCount.Experiments.Reporting;

/// <summary>What was done to get there: selection, mapping, segmentation, skipped songs.</summary>
internal static class WorkSection
{
    private static readonly Header[] Headers =
    [
        "Rank", new("User id", IsText: true), "Total plays", "Records", "Shared songs", "Songs held out",
    ];

    public static void Write(XmlWriter page, ReportModel model, IReadOnlyList<Listener> listeners) => page.Element("section", () =>
    {
        page.Element("h2", "What was done");
        page.Element("ul", () =>
        {
            page.Element("li", Selection(model));
            page.Element("li", Mapping(model.Mapping));
            page.Element("li", Clips(model.Clips));
            page.Element("li", $"{Figures.Count(model.Networks.Count, "network")} in the sweep, split '{model.Split.Name}'"
                + (model.Split.IsLeaky ? " (LEAKY)." : "."));
            page.Element("li", BothSides(model));
        });
        Listeners(page, model, listeners);
        Skipped(page, model);
        Doubles(page, model);
    });

    private static string Clips(ClipCounts clips) =>
        $"{Figures.Count(clips.Songs, "song")} cut into {Figures.Count(clips.Clips, "clip")} of "
            + $"{Figures.Show((double)clips.ClipSamples / ClipCutter.SampleRateHz)} s ({Figures.Count(clips.ClipSamples)} samples).";

    private static string Selection(ReportModel model)
    {
        var selection = model.Selection;
        return $"{Figures.Count(selection.Records, "record")} of {Figures.Count(selection.UsersInFile, "user")} and "
            + $"{Figures.Count(selection.SongsInFile, "song")} read; "
            + $"{Figures.Count(selection.DroppedOverMaxPlays)} dropped for too many plays, "
            + $"{Figures.Count(selection.DroppedMismatches)} as known wrong matches. "
            + $"The {Figures.Count(selection.Users.Count, "most active user")} "
            + $"heard {Figures.Count(selection.Songs, "song")}, {Figures.Count(selection.SharedSongs)} of them shared.";
    }

    private static string Mapping(MappingCounts? mapping) => mapping is null
        ? "No mapping archive was given: audio is looked up by song id."
        : $"{Figures.Count(mapping.Songs, "song")} looked up in the mapping archive: {Figures.Count(mapping.Mapped)} mapped, "
            + $"{Figures.Count(mapping.Empty)} empty, {Figures.Count(mapping.NoSpotifyTrack)} without a Spotify track, "
            + $"{Figures.Count(mapping.Unreadable)} unreadable.";

    private static void Listeners(XmlWriter page, ReportModel model, IReadOnlyList<Listener> listeners) =>
        page.Table("The most active listeners", Headers, () =>
        {
            foreach (var user in model.Selection.Users)
            {
                page.Element("tr", () =>
                {
                    page.Element("th", Figures.Count(user.Rank), "scope", "row");
                    page.Element("td", user.UserId, "class", "id");
                    page.Element("td", Figures.Count(user.TotalPlays));
                    page.Element("td", Figures.Count(user.Records));
                    page.Element("td", Figures.Count(user.SharedSongs));
                    page.Element("td", HeldOut(listeners.First(listener => listener.Rank == user.Rank)));
                });
            }
        });

    private static string HeldOut(Listener listener) =>
        Figures.Count(listener.Networks.Select(network => network.Result.ValidationSongs).DefaultIfEmpty(0).Max());

    private static void Skipped(XmlWriter page, ReportModel model)
    {
        // Where the coverage is known, songs without a file are told there.
        SkippedSong[] songs = [.. model.SkippedSongs.Where(song => model.Coverage is null || !MissingAudio.IsReason(song.Reason))];
        if (songs.Length == 0)
            return;
        page.Element("details", () =>
        {
            page.Element("summary", $"{Figures.Count(songs.Length, "skipped song")}, with reasons");
            page.Table("Skipped songs", [new("Song", IsText: true), new("Reason", IsText: true)], () =>
            {
                foreach (var skipped in songs)
                {
                    page.Element("tr", () =>
                    {
                        page.Element("th", skipped.Song.Value, "scope", "row", "class", "id");
                        page.Element("td", skipped.Reason, "class", "prose");
                    });
                }
            });
        });
    }

    /// <summary>What the search for songs on both sides of a split found.</summary>
    private static string BothSides(ReportModel model)
    {
        var pairs = model.Doubles.Count == 0
            ? "No two songs are one sound."
            : $"{Figures.Count(model.Doubles.Count, "pair")} of songs {(model.Doubles.Count == 1 ? "is" : "are")} one sound, named below.";
        var leaked = model.Networks.Select(network => network.Result).Where(result => result.LeakedSongs > 0).ToList();
        return leaked.Count == 0
            ? $"{pairs} No network is scored on a sound that it was trained on."
            : $"{pairs} LEAK: {Figures.Count(leaked.Count, "network")} {(leaked.Count == 1 ? "is" : "are")} scored on sounds trained on, "
                + $"at most {Figures.Count(leaked.Max(result => result.LeakedSongs), "song")} of one.";
    }

    private static void Doubles(XmlWriter page, ReportModel model)
    {
        if (model.Doubles.Count == 0)
            return;
        Header[] headers = [new("Song", IsText: true), new("Other song", IsText: true), new("Audio", IsText: true), "Likeness"];
        page.Element("details", () =>
        {
            page.Element("summary", $"{Figures.Count(model.Doubles.Count, "pair")} of songs of one sound");
            page.Table("Songs of one sound", headers, () =>
            {
                foreach (var pair in model.Doubles)
                {
                    page.Element("tr", () =>
                    {
                        page.Element("th", pair.Song.Value, "scope", "row", "class", "id");
                        page.Element("td", pair.Other.Value, "class", "id");
                        page.Element("td", pair.IsExact ? "the same" : "nearly the same", "class", "word");
                        page.Element("td", Figures.Show(pair.Likeness));
                    });
                }
            });
        });
    }
}
