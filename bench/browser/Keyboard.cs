using System.Diagnostics;
using Microsoft.Playwright;

namespace PlayCount.Browsing.Bench;

/// <summary>Goes about a page with keys alone. Chromium drops keys of a page's first moments: they are pressed until they count.</summary>
internal sealed class Keyboard(IPage page)
{
    private const int MostTabs = 300;
    private const int MostPresses = 5;
    private const int LookAgainMs = 50;

    private static readonly TimeSpan NewPage = TimeSpan.FromSeconds(6);

    /// <summary>Keys pressed, but for text.</summary>
    public int Keys { get; private set; }

    /// <summary>From the first page: starts the experiment, which may be done with the same settings, and opens its report.</summary>
    /// <param name="experiment">Its id.</param>
    /// <param name="fields">Text of the fields to fill in, by name.</param>
    /// <exception cref="InvalidOperationException">Something cannot be reached.</exception>
    public async Task StartToReportAsync(string experiment, IEnumerable<(string Name, string Text)> fields)
    {
        await page.BringToFrontAsync();
        await page.GotoAsync("/");
        await EnterAsync(page.GetByRole(AriaRole.Link, new() { Name = "Start an experiment", Exact = true }), "/experiments/new");
        foreach (var (name, text) in fields)
        {
            var field = page.Locator($"[name='{name}']");
            if (!await field.IsVisibleAsync())
            {
                await ReachAsync(page.Locator("details").Filter(new() { Has = field }).Locator("summary"));
                await PressAsync("Enter");
            }

            await ReachAsync(field);
            await PressAsync("Control+A");
            await page.Keyboard.TypeAsync(text);
        }

        await EnterAsync(page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }), $"/experiments/{experiment}");
        var report = page.GetByRole(AriaRole.Link, new() { Name = "Report", Exact = true });
        await report.WaitForAsync();
        await EnterAsync(report, $"/experiments/{experiment}/report.html");
    }

    /// <summary>Presses Enter on it until the page it leads to is there.</summary>
    private async Task EnterAsync(ILocator target, string path)
    {
        for (var press = 0; press < MostPresses; press++)
        {
            await ReachAsync(target);
            await PressAsync("Enter");
            // WaitForURLAsync misses the new page now and then where script is off.
            for (var wait = Stopwatch.StartNew(); wait.Elapsed < NewPage; await Task.Delay(LookAgainMs))
            {
                if (new Uri(page.Url).AbsolutePath == path)
                    return;
            }
        }

        throw new InvalidOperationException($"{MostPresses} presses of Enter on {target} do not lead to {path}: it is {page.Url}.");
    }

    /// <summary>Presses Tab until it has the focus.</summary>
    private async Task ReachAsync(ILocator target)
    {
        var focused = page.Locator(":focus");
        for (var tabs = 0; tabs < MostTabs; tabs++)
        {
            if (await target.And(focused).CountAsync() > 0)
                return;
            await PressAsync("Tab");
            if (await focused.CountAsync() == 0)
                await Task.Delay(LookAgainMs); // dropped
        }

        throw new InvalidOperationException($"{MostTabs} presses of Tab do not reach {target}.");
    }

    private async Task PressAsync(string key)
    {
        Keys++;
        await page.Keyboard.PressAsync(key);
    }
}
