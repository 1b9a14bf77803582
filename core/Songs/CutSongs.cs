namespace PlayCount.Songs;

/// <summary>
/// The songs of a study that were cut, one a line: <c>state/songs.txt</c>. Which songs count is told by this list and not by the clips
/// that are there, of which one may have been lost.
/// </summary>
public static class CutSongs
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "state/songs.txt";

    /// <summary>Writes them by id, ordinal.</summary>
    public static void Write(TextWriter file, IEnumerable<SongId> songs)
    {
        foreach (var song in songs.Order())
            file.WriteLine(song.Value);
    }

    /// <summary>Reads them back.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static IReadOnlySet<SongId> Read(TextReader file)
    {
        var songs = new HashSet<SongId>();
        while (file.ReadLine() is { } line)
        {
            if (!SongId.TryParse(line, out var song))
                throw new InvalidDataException($"'{FileName}' is damaged: '{Shown.Shorten(line)}' is no song id.");
            songs.Add(song);
        }

        return songs;
    }
}
