using System.Text;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;

namespace PlayCount.Experiments.Pages.Songs;

/// <summary>Artist and title of a song, as the mapping archive has them: anything may stand there.</summary>
public sealed record SongTitle(string Artist, string Title)
{
    /// <summary>As one line; null where neither is known.</summary>
    public string? Line => (Artist.Length, Title.Length) switch
    {
        (0, 0) => null,
        (0, _) => Title,
        (_, 0) => Artist,
        _ => $"{Title} – {Artist}",
    };
}

/// <summary>Reads artists and titles from <c>mapping.csv</c>, RFC 4180 with one line a song.</summary>
internal static class SongTitles
{
    private const int Fields = 4;

    /// <summary>The titles by song; none when there was no archive.</summary>
    public static Dictionary<SongId, SongTitle> Read(IBlobStore study)
    {
        var titles = new Dictionary<SongId, SongTitle>();
        if (!study.Exists(MappedSongs.FileName))
            return titles;
        using var table = new StreamReader(study.OpenRead(MappedSongs.FileName));
        table.ReadLine();
        while (table.ReadLine() is { } line)
        {
            var fields = Split(line);
            if (fields.Count != Fields || !SongId.TryParse(fields[0], out var song))
                throw new InvalidDataException(
                    $"'{MappedSongs.FileName}': '{Shown.Shorten(line)}' is no row song_id,spotify_id,artist,title.");
            titles[song] = new SongTitle(fields[2], fields[3]);
        }

        return titles;
    }

    private static List<string> Split(string line)
    {
        var (fields, field, isQuoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < line.Length; i++)
        {
            if (isQuoted && line[i] == '"' && i + 1 < line.Length && line[i + 1] == '"')
                field.Append(line[i++]);
            else if (line[i] == '"')
                isQuoted = !isQuoted;
            else if (line[i] == ',' && !isQuoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
                field.Append(line[i]);
        }

        return [.. fields, field.ToString()];
    }
}
