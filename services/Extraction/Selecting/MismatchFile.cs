using System.Text;
using PlayCount.Extraction.Reading;
using PlayCount.Songs;

namespace PlayCount.Extraction.Selecting;

/// <summary>
/// A list of songs to leave out: the Million Song Dataset's <c>sid_mismatches.txt</c>, or song ids one a line; plain, .gz or .zip.
/// Empty lines count for nothing.
/// </summary>
/// <remarks>A row of the data set's list: <c>ERROR: &lt;song id, space, track id&gt; artist - title != artist - title</c>.</remarks>
public static class MismatchFile
{
    /// <summary>Reads the song ids, each once.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A line is neither a row of that list nor a song id, or there is none.</exception>
    public static IReadOnlySet<SongId> Read(string path)
    {
        using var file = InputFile.Open(path);
        try
        {
            return ReadSongs(file.Text, path);
        }
        catch (InvalidDataException)
        {
            file.RequireWhole();
            throw;
        }
    }

    private static HashSet<SongId> ReadSongs(Stream text, string path)
    {
        var lines = new LineReader(text, path);
        var songs = new HashSet<SongId>();
        while (lines.TryRead(out var line))
        {
            if (line.IsEmpty)
                continue;
            var id = FindId(line);
            if (!SongId.IsId(id))
                throw lines.Error($"'{LineReader.Show(line)}' names no song; 'ERROR: <SOxxx TRxxx> ...' or a song id alone is right.");
            songs.Add(SongId.Parse(Encoding.ASCII.GetString(id)));
        }

        return songs.Count > 0
            ? songs
            : throw new InvalidDataException($"{path} names no song; 'ERROR: <SOxxx TRxxx> ...' or a song id a line is right.");
    }

    private static ReadOnlySpan<byte> FindId(ReadOnlySpan<byte> line)
    {
        var start = "ERROR: <"u8;
        if (!line.StartsWith(start))
            return line;

        var pair = line[start.Length..];
        var space = pair.IndexOf((byte)' ');
        var end = pair.IndexOf((byte)'>');
        return space > 0 && end > space ? pair[..space] : default;
    }
}
