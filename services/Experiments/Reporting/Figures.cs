using System.Globalization;
using PlayCount.Songs;

namespace PlayCount.Experiments.Reporting;

/// <summary>Numbers as a reader wants them: three to four significant digits, invariant, the same text everywhere.</summary>
internal static class Figures
{
    private const int SignificantDigits = 3;
    private const double Huge = 1e7;
    private const double Small = 0.001;
    private const double Tiny = 1e-4;

    /// <summary>A measured number; absent or not finite shows as a dash or by name.</summary>
    public static string Show(double? value) => value switch
    {
        null => "–",
        double.NaN => "not a number",
        double.PositiveInfinity => "infinite",
        double.NegativeInfinity => "-infinite",
        0 => "0",
        var number when Math.Abs(number.Value) is >= Huge or < Tiny => number.Value.ToString("0.##e+0", CultureInfo.InvariantCulture),
        var number => number.Value.ToString("F" + Decimals(number.Value), CultureInfo.InvariantCulture),
    };

    /// <summary>A count, with thousands parted by commas.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count and its noun: <c>1 song</c>, <c>2 songs</c>.</summary>
    public static string Count(long value, string noun) => $"{Count(value)} {Counted.Noun(value, noun)}";

    /// <summary>A round number beside an axis.</summary>
    public static string Tick(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>A coordinate in a drawing, in tenths of its unit.</summary>
    public static string Coordinate(double value) => Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);

    private static int Decimals(double value) =>
        Math.Clamp(SignificantDigits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, Math.Abs(value) < Small ? 6 : 3);
}
