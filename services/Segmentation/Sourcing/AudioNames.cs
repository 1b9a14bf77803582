using PlayCount.Songs;

namespace PlayCount.Segmentation.Sourcing;

/// <summary>Which of the names of a place are audio, and which of several files of a song is taken.</summary>
internal static class AudioNames
{
    /// <summary>Place of a name's ending in <see cref="MissingAudio.Endings"/>, upper case or lower; -1: it is no audio.</summary>
    public static int Precedence(string name)
    {
        var ending = Path.GetExtension(name).TrimStart('.');
        for (var i = 0; i < MissingAudio.Endings.Count; i++)
        {
            if (MissingAudio.Endings[i].Equals(ending, StringComparison.OrdinalIgnoreCase))
                return i;
        }

        return -1;
    }

    /// <summary>The name to take of each song, by its name without ending.</summary>
    public static Dictionary<string, string> ByStem(IEnumerable<string> names) => names
        .Where(name => Precedence(name) >= 0)
        .GroupBy(name => Path.GetFileNameWithoutExtension(name), StringComparer.Ordinal)
        .ToDictionary(
            same => same.Key,
            same => same.OrderBy(Precedence).ThenBy(name => name, StringComparer.Ordinal).First(),
            StringComparer.Ordinal);

    /// <summary>The song's entry among those by stem: its Spotify id comes before its own id.</summary>
    public static T? Find<T>(this IReadOnlyDictionary<string, T> byStem, SongAudio song) where T : class =>
        MissingAudio.Names(song.Song, song.Spotify).Select(name => byStem.GetValueOrDefault(name))
            .FirstOrDefault(found => found is not null);
}
