using System.Globalization;

namespace PlayCount.Experiments.Pages;

/// <summary>Sizes and times as a reader wants them.</summary>
internal static class Sizes
{
    private static readonly string[] Units = ["bytes", "KiB", "MiB", "GiB"];

    /// <summary>Bytes: <c>100 MiB</c>.</summary>
    public static string Show(long bytes)
    {
        var (shown, unit) = ((double)bytes, 0);
        for (; shown >= 1024 && unit < Units.Length - 1; unit++)
            shown /= 1024;
        return string.Create(CultureInfo.InvariantCulture, $"{shown:0.#} {Units[unit]}");
    }

    /// <summary>A span of time: <c>40 s</c>, <c>12 min</c>, <c>3.5 h</c>.</summary>
    public static string Span(double seconds) => seconds switch
    {
        < 90 => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(seconds):0} s"),
        < 5_400 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3_600:0.#} h"),
    };

    /// <summary>A moment for readers: <c>2026-03-01 12:00:05 UTC</c>.</summary>
    public static string Moment(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'",
        CultureInfo.InvariantCulture);

    /// <summary>A moment for programs, RFC 3339.</summary>
    public static string Machine(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'",
        CultureInfo.InvariantCulture);
}
