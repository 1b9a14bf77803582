using System.Globalization;
using System.Text;

namespace PlayCount.Songs;

/// <summary>Untrusted text as it may stand in a message: one line, short, control characters spelled out.</summary>
public static class Shown
{
    private const int MaxCharacters = 60;

    /// <summary>The first 60 characters of <paramref name="text"/>, control characters as <c>\u0000</c>.</summary>
    public static string Shorten(string? text)
    {
        var shown = new StringBuilder();
        foreach (var c in (text ?? "").Take(MaxCharacters))
        {
            if (char.IsControl(c))
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                shown.Append(c);
        }

        return text?.Length > MaxCharacters ? shown.Append('…').ToString() : shown.ToString();
    }
}
