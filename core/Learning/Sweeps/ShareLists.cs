using System.Globalization;

namespace PlayCount.Learning.Sweeps;

/// <summary>Lists of shares as people type them: <c>0.25,0.5,0.75</c>.</summary>
public static class ShareLists
{
    /// <summary>Reads a list.</summary>
    /// <param name="text">Numbers with commas between them; spaces around them do not count; empty: none.</param>
    /// <param name="shares">The shares in ascending order; null where there is none, or the text is no such list.</param>
    /// <returns>Whether it is a list of shares within <see cref="SettingRanges.SongShare"/>, each of them once.</returns>
    public static bool TryParse(string text, out IReadOnlyList<double>? shares)
    {
        ArgumentNullException.ThrowIfNull(text);
        shares = null;
        if (text.Length == 0)
            return true;
        var all = new SortedSet<double>();
        foreach (var part in text.Split(','))
        {
            if (!double.TryParse(part.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share)
                || !SettingRanges.SongShare.Holds(share) || all.Count == SettingRanges.MostSongShares || !all.Add(share))
                return false;
        }

        shares = [.. all];
        return true;
    }

    /// <summary>The list as text.</summary>
    public static string Text(IReadOnlyList<double>? shares) =>
        string.Join(',', (shares ?? []).Select(share => share.ToString(CultureInfo.InvariantCulture)));

    /// <summary>What is right, for a refusal.</summary>
    public static string Right => string.Create(
        CultureInfo.InvariantCulture,
        $"up to {SettingRanges.MostSongShares} numbers from {SettingRanges.SongShare.Least} to {SettingRanges.SongShare.Most}")
        + " such as 0.25,0.5,0.75, each once";
}
