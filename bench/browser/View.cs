using Microsoft.Playwright;

namespace PlayCount.Browsing.Bench;

/// <summary>A window and its colours.</summary>
/// <param name="Width">Of the window, in CSS pixels.</param>
/// <param name="Scheme">Light or dark.</param>
internal sealed record View(int Width, ColorScheme Scheme)
{
    public static IReadOnlyList<View> All { get; } =
    [
        .. from width in (int[])[360, 1280]
           from scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark]
           select new View(width, scheme),
    ];

    public override string ToString() => $"{Width}-{Scheme}";
}

/// <summary>What was found on a page.</summary>
/// <param name="Path">Of the page.</param>
/// <param name="View">How it was looked at.</param>
/// <param name="Violations">What axe-core found, of any impact.</param>
/// <param name="IsTooWide">Whether it has to be scrolled sideways.</param>
/// <param name="Complaints">Errors and warnings of the browser's console.</param>
internal sealed record Look(string Path, string View, IReadOnlyList<string> Violations, bool IsTooWide, IReadOnlyList<string> Complaints);
