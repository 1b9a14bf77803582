using System.Text;

namespace PlayCount.Songs;

/// <summary>Artist and title as they are compared: letters and digits alone, in lower case, runs of anything else as one space.</summary>
public static class SongName
{
    /// <summary>One text for both; null where one of them holds neither letter nor digit, so that nothing is told by it.</summary>
    public static string? Of(string artist, string title)
    {
        ArgumentNullException.ThrowIfNull(artist);
        ArgumentNullException.ThrowIfNull(title);
        var (plainArtist, plainTitle) = (Plain(artist), Plain(title));
        return plainArtist.Length > 0 && plainTitle.Length > 0 ? $"{plainArtist}\n{plainTitle}" : null;
    }

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
                plain.Append(Rune.ToLowerInvariant(rune));
            else if (plain.Length > 0 && plain[^1] != ' ')
                plain.Append(' ');
        }

        return plain.ToString().TrimEnd(' ');
    }
}
