using System.Globalization;

namespace PlayCount.Songs;

/// <summary>Counts as a person says them: <c>1 song</c>, <c>2 songs</c>.</summary>
public static class Counted
{
    /// <summary>A count and its noun.</summary>
    /// <param name="count">How many, 0 or more.</param>
    /// <param name="noun">What is counted: one of it, of a noun whose plural ends with s.</param>
    public static string Of(long count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {Noun(count, noun)}");

    /// <summary>The noun alone, in the form that goes with the count.</summary>
    /// <param name="count">How many, 0 or more.</param>
    /// <param name="noun">What is counted: one of it, of a noun whose plural ends with s.</param>
    public static string Noun(long count, string noun) => count == 1 ? noun : noun + "s";
}
