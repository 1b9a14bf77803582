using Microsoft.Playwright;
using PlayCount.Tests;

namespace PlayCount.EndToEnd.Tests.Pages;

/// <summary>Chromium with axe-core. Named by PLAYCOUNT_SCREENSHOTS, a folder receives a picture of every page that is checked.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Screenshots = "PLAYCOUNT_SCREENSHOTS";

    // That something comes is what is asked; it comes late where all cores compute.
    private const int MostMilliseconds = 60_000;

    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private static readonly string AxePath = Path.Combine(Outside.Root, "tests", "node_modules", "axe-core", "axe.min.js");

    private IPlaywright? _playwright;
    private IBrowser? _chromium;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A visitor of their own; skips the test where browser or axe-core are missing.</summary>
    internal async Task<IBrowserContext> VisitAsync(Uri address, bool script = true, int width = 1280,
        ColorScheme scheme = ColorScheme.Light)
    {
        Outside.NeedsProgram("chromium", "chromium");
        Assert.SkipUnless(File.Exists(AxePath), "needs axe-core: infra/install.sh installs it");
        _playwright ??= await Playwright.CreateAsync();
        _chromium ??= await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Outside.Find("chromium"), Args = Arguments });
        var visit = await _chromium.NewContextAsync(new()
        {
            BaseURL = address.AbsoluteUri,
            JavaScriptEnabled = script,
            ColorScheme = scheme,
            ViewportSize = new() { Width = width, Height = 900 },
        });
        visit.SetDefaultTimeout(MostMilliseconds);
        Assertions.SetDefaultExpectTimeout(MostMilliseconds);
        return visit;
    }

    /// <summary>Fails where anybody is kept out, where the page is wider than the window, or text is lost.</summary>
    internal static async Task CheckAsync(IPage page, string name)
    {
        await page.EvaluateAsync(await File.ReadAllTextAsync(AxePath, TestContext.Current.CancellationToken));
        var violations = await page.EvaluateAsync<string[]>(
            "async () => (await axe.run()).violations.map(v => `${v.impact} ${v.id}: ${v.help}: ${v.nodes.map(n => n.html).join(' | ')}`)");
        var widths = await page.EvaluateAsync<int[]>("() => [document.documentElement.scrollWidth, window.innerWidth]");
        if (Environment.GetEnvironmentVariable(Screenshots) is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        Assert.True(violations.Length == 0, $"{name}: {string.Join('\n', violations)}");
        Assert.True(widths[0] <= widths[1], $"{name} is {widths[0]} wide in a window of {widths[1]}.");
    }

    public async ValueTask DisposeAsync()
    {
        if (_chromium is not null)
            await _chromium.CloseAsync();
        _playwright?.Dispose();
    }
}
