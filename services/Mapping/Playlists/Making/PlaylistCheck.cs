using PlayCount.Mapping.Playlists.Calling;

namespace PlayCount.Mapping.Playlists.Making;

/// <summary>What a playlist holds, compared with what it is to hold.</summary>
/// <param name="Kind">How it is.</param>
/// <param name="Held">So many of the wanted songs, from the first one on, are on it.</param>
/// <param name="Difference">What is different, where others changed it.</param>
internal sealed record PlaylistCheck(PlaylistCheckKind Kind, int Held, string Difference)
{
    /// <summary>Compares. A song that Spotify no longer has counts as the one that is wanted in its place.</summary>
    public static PlaylistCheck Of(IReadOnlyList<string> wanted, IReadOnlyList<PlaylistItem> items)
    {
        var held = 0;
        while (held < items.Count && held < wanted.Count && IsSame(items[held], wanted[held]))
            held++;
        if (held == items.Count)
            return new(PlaylistCheckKind.Begun, held, "");
        return IsRepeated(wanted, items)
            ? new(PlaylistCheckKind.Repeated, 0, "")
            : new(PlaylistCheckKind.Changed, held, held < wanted.Count
                ? $"in place {held + 1} is not the song that the list has there"
                : $"it has {items.Count} songs and the list {wanted.Count}");
    }

    private static bool IsSame(PlaylistItem item, string wanted) => item.Id is null || item.Id == wanted;

    /// <summary>Whether our own songs alone are there, some repeatedly, and first each in its order: a call took effect twice.</summary>
    private static bool IsRepeated(IReadOnlyList<string> wanted, IReadOnlyList<PlaylistItem> items)
    {
        var places = wanted.Select((id, place) => (id, place)).ToDictionary(song => song.id, song => song.place);
        var (seen, last, gone) = (new HashSet<string>(), -1, 0);
        foreach (var item in items)
        {
            if (item.Id is not { } id)
            {
                gone++;
                continue;
            }

            if (!places.TryGetValue(id, out var place))
                return false;
            if (!seen.Add(id))
                continue;
            if (place <= last)
                return false;
            last = place;
        }

        return seen.Count + gone < items.Count && last + 1 - seen.Count <= gone;
    }
}

/// <summary>How a playlist is.</summary>
internal enum PlaylistCheckKind
{
    /// <summary>It holds the first songs that are wanted, or all, and nothing else.</summary>
    Begun,

    /// <summary>It holds some of our songs more than once, and nothing else.</summary>
    Repeated,

    /// <summary>Others put songs on it, took some off, or moved some.</summary>
    Changed,
}
