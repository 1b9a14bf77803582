namespace PlayCount.Songs;

/// <summary>The Spotify ids in <c>mapping.csv</c>: <c>song_id,spotify_id,artist,title</c> with a header, one line a song.</summary>
public static class MappedSongs
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "mapping.csv";

    /// <summary>Name of the table of ids in other catalogs.</summary>
    public const string Catalogs = "catalogs.csv";

    /// <summary>Name of the table of candidates, which is there where they were asked for.</summary>
    public const string Candidates = "candidates.csv";

    /// <summary>Reads the songs that have a Spotify id. Artist and title, which may be quoted, come after both ids.</summary>
    /// <exception cref="InvalidDataException">A line has no two ids.</exception>
    public static Dictionary<SongId, SpotifyId> Read(TextReader table)
    {
        var spotify = new Dictionary<SongId, SpotifyId>();
        table.ReadLine();
        var number = 1;
        for (var line = table.ReadLine(); line is not null; line = table.ReadLine())
        {
            number++;
            var fields = line.Split(',', 3);
            if (fields.Length != 3 || !SongId.TryParse(fields[0], out var song)
                || (fields[1].Length > 0 && !SpotifyId.TryParse(fields[1], out _)))
                throw new InvalidDataException(
                    $"'{FileName}', line {number}: '{Shown.Shorten(line)}' is no row song_id,spotify_id,artist,title.");
            if (SpotifyId.TryParse(fields[1], out var id))
                spotify[song] = id;
        }

        return spotify;
    }
}
