using System.Text;
using PlayCount.ServiceDefaults.Files;
using PlayCount.Songs;

namespace PlayCount.Mapping.Naming;

/// <summary>Artist and title of a song.</summary>
public readonly record struct NamedSong(string Artist, string Title);

/// <summary>
/// The Million Song Dataset's list of tracks, <c>unique_tracks.txt</c>: <c>track&lt;SEP&gt;song&lt;SEP&gt;artist&lt;SEP&gt;title</c> a
/// line. It
/// is read once from front to end, and of a song with several tracks the first counts.
/// </summary>
public static class TrackList
{
    private const string Right = "track<SEP>song<SEP>artist<SEP>title is right";

    private static ReadOnlySpan<byte> Separator => "<SEP>"u8;

    /// <summary>Finds the names of songs.</summary>
    /// <param name="path">The list.</param>
    /// <param name="songs">The songs wanted.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>What the list has of them; songs that it does not know are left out.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A line is none of the list; its number is told.</exception>
    public static IReadOnlyDictionary<SongId, NamedSong> Find(
        string path, IReadOnlyCollection<SongId> songs, CancellationToken cancellationToken)
    {
        PlainFile.Require(path, $"tracks '{path}'", "a list such as unique_tracks.txt");
        using var file = File.OpenRead(path);
        var (lines, wanted, found) = (new LineReader(file, path), songs.ToHashSet(), new Dictionary<SongId, NamedSong>());
        while (lines.TryRead(out var line))
        {
            if (line.IsEmpty)
                continue;
            if (lines.Line % 65_536 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            var (song, artist, title) = Fields(line, lines);
            if (wanted.Contains(song))
                found.TryAdd(song, new NamedSong(Encoding.UTF8.GetString(line[artist]), Encoding.UTF8.GetString(line[title])));
        }

        return found;
    }

    private static (SongId Song, Range Artist, Range Title) Fields(ReadOnlySpan<byte> line, LineReader lines)
    {
        Span<Range> parts = stackalloc Range[5];
        return Part(line, parts) == 4 && SongId.TryParse(Encoding.ASCII.GetString(line[parts[1]]), out var song)
            ? (song, parts[2], parts[3])
            : throw lines.Error($"'{LineReader.Show(line)}' is no row of tracks; {Right}.");
    }

    /// <summary>Parts a line; gives the number of parts, at most as many as there is room for.</summary>
    private static int Part(ReadOnlySpan<byte> line, Span<Range> parts)
    {
        var (count, start) = (0, 0);
        while (count < parts.Length)
        {
            var length = line[start..].IndexOf(Separator);
            parts[count++] = length < 0 ? start..line.Length : start..(start + length);
            if (length < 0)
                break;
            start += length + Separator.Length;
        }

        return count;
    }
}
