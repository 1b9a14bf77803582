using System.Globalization;

namespace PlayCount.Learning.Published;

/// <summary>Numbers in the findings' sentences.</summary>
internal static class ClaimText
{
    /// <summary>A finding's level: beyond it chance is not blamed.</summary>
    public const double Level = 0.05;

    private const double SmallestShown = 0.001;

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary><c>p = 0.012</c> or <c>p &lt; 0.001</c>.</summary>
    public static string P(double value) => value < SmallestShown ? "p\u00A0<\u00A00.001" : Text($"p\u00A0=\u00A0{value:0.000}");

    /// <summary>Three significant digits, never in powers of ten.</summary>
    public static string Number(double value)
    {
        if (value == 0)
            return "0";
        var decimals = Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 6);
        return value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    /// <summary>One number a listener: <c>1.05, 0.02</c>.</summary>
    public static string Numbers(IEnumerable<double> values) => string.Join(", ", values.Select(Number));

    public static string Percent(double share) => Text($"{100 * share:0} %");

    /// <summary>One share a listener: <c>5, 12 %</c>.</summary>
    public static string Percents(IEnumerable<double> shares) => string.Join(", ", shares.Select(share => Text($"{100 * share:0}"))) + " %";

    /// <summary>A statistic below 0 bears the claim out, if chance does not bring one like it.</summary>
    public static ClaimVerdict Below(Tested tested) => tested.PValue >= Level
        ? ClaimVerdict.CannotTell
        : tested.Value < 0 ? ClaimVerdict.Holds : ClaimVerdict.DoesNotHold;
}
