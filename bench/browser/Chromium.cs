using Microsoft.Playwright;

namespace PlayCount.Browsing.Bench;

/// <summary>Chromium with axe-core, as infra/install.sh installs them.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"];

    private readonly Uri _address;
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly string _axe;

    private Chromium(Uri address, IPlaywright playwright, IBrowser browser, string axe) =>
        (_address, _playwright, _browser, _axe) = (address, playwright, browser, axe);

    public static async Task<Chromium> StartAsync(Uri address)
    {
        var axe = await File.ReadAllTextAsync(Path.Combine("tests", "node_modules", "axe-core", "axe.min.js"));
        var playwright = await Playwright.CreateAsync();
        return new(address, playwright, await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = Arguments,
        }), axe);
    }

    /// <summary>A visitor of their own.</summary>
    public Task<IBrowserContext> VisitAsync(View view, bool script = true) => _browser.NewContextAsync(new()
    {
        BaseURL = _address.AbsoluteUri,
        JavaScriptEnabled = script,
        ColorScheme = view.Scheme,
        ViewportSize = new() { Width = view.Width, Height = 900 },
    });

    /// <summary>Looks at a page; a picture of it goes to the folder.</summary>
    public async Task<Look> LookAsync(string path, View view, string folder)
    {
        await using var visit = await VisitAsync(view);
        var page = await visit.NewPageAsync();
        var complaints = Complaints.Of(page);
        if (path.EndsWith(ExperimentPages.Report, StringComparison.Ordinal))
        {
            // Its headers let no script run, axe-core's neither: what it says is looked at apart from them.
            var html = await (await page.APIRequest.GetAsync(path)).TextAsync();
            await page.SetContentAsync(html);
        }
        else
        {
            await page.GotoAsync(path);
        }

        var name = path.Trim('/').Replace('/', '-').Replace('?', '-');
        var picture = Path.Combine(folder, $"{(name.Length > 0 ? name : "list")}-{view}.png");
        await page.ScreenshotAsync(new() { Path = picture, FullPage = true });
        await page.EvaluateAsync(_axe);
        var violations = await page.EvaluateAsync<string[]>(
            "async () => (await axe.run()).violations.map(v => `${v.impact} ${v.id}: ${v.help}: ${v.nodes.length} places`)");
        var widths = await page.EvaluateAsync<int[]>("() => [document.documentElement.scrollWidth, window.innerWidth]");
        return new(path, $"{view}", violations, widths[0] > widths[1], complaints);
    }

    /// <summary>Loads every page without script: each has a heading and content, or it is told.</summary>
    public async Task<Look> LookWithoutScriptAsync(IReadOnlyList<string> paths)
    {
        await using var visit = await VisitAsync(View.All[^1], script: false);
        var page = await visit.NewPageAsync();
        var complaints = Complaints.Of(page);
        foreach (var path in paths)
        {
            var answer = await page.GotoAsync(path);
            if (answer is not { Ok: true } || !await page.Locator("h1").First.IsVisibleAsync())
                complaints.Add($"{path} shows no heading without script.");
        }

        return new("all, without script", $"{View.All[^1]}", [], false, complaints);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.CloseAsync();
        _playwright.Dispose();
    }
}
