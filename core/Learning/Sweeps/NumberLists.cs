using System.Globalization;

namespace PlayCount.Learning.Sweeps;

/// <summary>Lists of whole numbers as people type them: <c>1,6,12</c> or <c>1..24</c>.</summary>
public static class NumberLists
{
    /// <summary>Reads a list.</summary>
    /// <param name="text">Numbers and ranges, both ends included, with commas between them; spaces around them do not count.</param>
    /// <param name="range">What each number may be.</param>
    /// <param name="numbers">The numbers in ascending order; none where the text is no such list.</param>
    /// <returns>Whether it is a list of numbers in the range, each of them once.</returns>
    public static bool TryParse(string text, SettingRange<int> range, out int[] numbers)
    {
        var all = new HashSet<int>();
        numbers = [];
        foreach (var part in text.Split(','))
        {
            var ends = part.Split("..");
            if (ends.Length > 2 || !TryNumber(ends[0], range, out var first) || !TryNumber(ends[^1], range, out var last) || first > last)
                return false;
            for (var number = first; number <= last; number++)
            {
                if (!all.Add(number))
                    return false;
            }
        }

        numbers = [.. all.Order()];
        return true;
    }

    private static bool TryNumber(string text, SettingRange<int> range, out int number) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out number) && range.Holds(number);
}
