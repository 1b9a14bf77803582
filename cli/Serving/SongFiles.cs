using System.Globalization;
using PlayCount.Cli.Running;
using PlayCount.Songs;

namespace PlayCount.Cli.Serving;

/// <summary>Songs and scores as <c>rank</c> is given them.</summary>
internal static class SongFiles
{
    private const int MaxSongs = 10_000;

    /// <summary>From <c>A,B,C</c> or <c>@FILE</c>.</summary>
    public static IReadOnlyList<string> Songs(string text)
    {
        var songs = text.StartsWith('@') ? Lines("--songs", text[1..]).Select(line => line.Text).ToArray() : text.Split(',');
        return songs.Length is >= 1 and <= MaxSongs
            ? songs
            : throw new InvalidDataException($"--songs names {songs.Length} songs; 1 to {MaxSongs} are right.");
    }

    /// <summary>Scores in the order of the songs, each of which has to have one, from lines of <c>song,score</c>.</summary>
    public static IEnumerable<double> Scores(string path, IEnumerable<string> songs)
    {
        var scores = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (text, number) in Lines("--scores", path))
        {
            if (text.Split(',') is not [var song, var shown]
                || !double.TryParse(shown, NumberStyles.Float, CultureInfo.InvariantCulture, out var score) || !double.IsFinite(score))
                throw new InvalidDataException($"--scores '{path}', line {number}: '{Shown.Shorten(text)}' is no line of song,score.");
            if (!scores.TryAdd(song, score))
                throw new InvalidDataException($"--scores '{path}', line {number}: the song '{Shown.Shorten(song)}' has a score already.");
        }

        return songs.Select(song => scores.TryGetValue(song, out var score) ? score
            : throw new InvalidDataException($"--scores '{path}' has no score of the song '{Shown.Shorten(song)}'; each song needs one."));
    }

    private static IEnumerable<(string Text, int Number)> Lines(string option, string path)
    {
        InputFiles.RequireFile(option, path, "a text file");
        return File.ReadLines(path).Select((line, i) => (line.Trim(), i + 1)).Where(line => line.Item1.Length > 0);
    }
}
