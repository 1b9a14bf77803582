using Microsoft.Playwright;
using PlayCount.Browsing.Bench;
using PlayCount.Experiments.Conducting;

namespace PlayCount.EndToEnd.Tests.Pages;

/// <summary>The pages as people use them.</summary>
[Trait("Set", "Full")]
public sealed class BrowserTests(FinishedExperiment experiment, Browser browser) : IClassFixture<FinishedExperiment>, IClassFixture<Browser>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Somebody_starts_an_experiment_sees_its_end_and_estimates_a_song_with_and_without_script(bool script)
    {
        var id = script ? "with-script" : "without-script";
        await using var visit = await browser.VisitAsync(experiment.Host.Address, script);
        var page = await visit.NewPageAsync();
        var complaints = Complaints.Of(page);

        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Start an experiment" }).ClickAsync();
        foreach (var (name, value) in experiment.Fields(id))
        {
            var field = page.Locator($"[name='{name}']");
            if (!await field.IsVisibleAsync())
                await Fold(page, field).ClickAsync();
            await field.FillAsync(value);
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(experiment.Host.Address, $"/experiments/{id}").AbsoluteUri);
        await page.GetByRole(AriaRole.Link, new() { Name = "Report", Exact = true }).WaitForAsync();
        Assert.True(await page.GetByRole(AriaRole.Heading, new() { Name = "Verdict" }).IsVisibleAsync());

        await page.GetByRole(AriaRole.Link, new() { Name = "Estimate another song" }).ClickAsync();
        Assert.Equal(id, await page.GetByLabel("Models of the experiment").InputValueAsync());
        await page.GetByLabel("Audio file").SetInputFilesAsync(Upload());
        await page.GetByRole(AriaRole.Button, new() { Name = "Estimate" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Estimates of two.wav" }).WaitForAsync();
        Assert.Equal(3, await page.Locator("tbody tr").CountAsync());
        Assert.Empty(complaints);
    }

    [Theory]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    public async Task Every_page_is_for_everybody(int width, ColorScheme scheme)
    {
        await using var visit = await browser.VisitAsync(experiment.Host.Address, width: width, scheme: scheme);
        var page = await visit.NewPageAsync();
        var complaints = Complaints.Of(page);
        foreach (var (name, path) in Pages)
        {
            await page.GotoAsync(path);
            await Browser.CheckAsync(page, $"{name}-{width}-{scheme}");
        }

        await page.GotoAsync("/experiments/first/models");
        await page.Locator("tbody a").First.ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "How good it is" }).WaitForAsync();
        await Browser.CheckAsync(page, $"model-{width}-{scheme}");
        await page.GotoAsync("/upload?experiment=first");
        await page.GetByLabel("Audio file").SetInputFilesAsync(Upload());
        await page.GetByRole(AriaRole.Button, new() { Name = "Estimate" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Estimates of two.wav" }).WaitForAsync();
        await Browser.CheckAsync(page, $"estimated-{width}-{scheme}");
        Assert.Empty(complaints);
    }

    [Theory]
    [InlineData(360, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Light)]
    public async Task Errors_are_for_everybody(int width, ColorScheme scheme)
    {
        await using var visit = await browser.VisitAsync(experiment.Host.Address, width: width, scheme: scheme);
        var page = await visit.NewPageAsync();
        await page.GotoAsync("/experiments/none");
        await Browser.CheckAsync(page, $"not-found-{width}-{scheme}");

        await page.GotoAsync("/experiments/new");
        await page.Locator("[name='triplets']").FillAsync("/nowhere");
        await page.Locator("[name='audio']").FillAsync(experiment.Input.Audio);
        await page.Locator("[name='epochs']").FillAsync("none");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await page.GetByRole(AriaRole.Alert).WaitForAsync();
        await Browser.CheckAsync(page, $"form-errors-{width}-{scheme}");
        Assert.Equal("none", await page.Locator("[name='epochs']").InputValueAsync());
    }

    [Theory]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    public async Task A_running_experiment_is_followed_live_and_cancelled(int width, ColorScheme scheme)
    {
        var id = $"running-{width}";
        await using var visit = await browser.VisitAsync(experiment.Host.Address, width: width, scheme: scheme);
        var page = await visit.NewPageAsync();
        var complaints = Complaints.Of(page);
        using (var visitor = new PageVisitor(experiment.Host.Address))
        {
            var fields = experiment.Fields(id, ("epochs", "100000"), ("steps", "1"), ("layers", "1"));
            (await visitor.SendAsync("/experiments/new", "/experiments/new", fields)).Dispose();
        }

        await page.GotoAsync($"/experiments/{id}");
        var epoch = page.Locator("[data-live='losses'] tr:first-child td:nth-child(4)");
        await epoch.WaitForAsync();
        var first = await epoch.InnerTextAsync();
        // Told by an event: nothing loaded the page again.
        await Assertions.Expect(epoch).Not.ToHaveTextAsync(first);
        await Browser.CheckAsync(page, $"running-{width}-{scheme}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Resume" }).WaitForAsync();
        await Browser.CheckAsync(page, $"cancelled-{width}-{scheme}");

        Assert.Equal(ExperimentState.Cancelled, (await experiment.Host.Desk.GetAsync(id, TestContext.Current.CancellationToken)).State);
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task The_keyboard_reaches_the_content_first()
    {
        await using var visit = await browser.VisitAsync(experiment.Host.Address);
        var page = await visit.NewPageAsync();
        await page.GotoAsync("/");

        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");

        Assert.Equal("main", await page.EvaluateAsync<string>("() => document.activeElement.id"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_keyboard_alone_leads_from_the_first_page_to_the_report(bool script)
    {
        var id = script ? "by-keyboard" : "by-keyboard-alone";
        await using var visit = await browser.VisitAsync(experiment.Host.Address, script);
        var page = await visit.NewPageAsync();
        var complaints = Complaints.Of(page);

        await new Keyboard(page).StartToReportAsync(id, experiment.Fields(id));

        Assert.Empty(complaints);
    }

    [Fact]
    public async Task A_file_too_large_is_refused_before_it_is_sent()
    {
        await using var visit = await browser.VisitAsync(experiment.Host.Address);
        var page = await visit.NewPageAsync();
        await page.GotoAsync("/upload");

        await page.GetByLabel("Audio file").SetInputFilesAsync(
            new FilePayload { Name = "large.wav", MimeType = "audio/wav", Buffer = new byte[PagesHost.MaxUploadBytes + 1] });

        Assert.Equal("The file is larger than 2 MiB.",
            await page.GetByLabel("Audio file").EvaluateAsync<string>("input => input.validationMessage"));
    }

    /// <summary>What opens the folded part of the form that the field is in.</summary>
    private static ILocator Fold(IPage page, ILocator field) =>
        page.Locator("details").Filter(new() { Has = field }).Locator("summary");

    /// <summary>All but the report, in which no script may run, not even one that looks at it; its layout has tests of its own.</summary>
    private (string Name, string Path)[] Pages =>
    [
        ("list", "/"), ("new", "/experiments/new"), ("experiment", "/experiments/first"), ("songs", "/experiments/first/songs"), ("song",
            $"/experiments/first/songs/{RunInput.SongId(4)}"),
        ("hostile", $"/experiments/first/songs/{RunInput.SongId(0)}"), ("models", "/experiments/first/models"),
        ("upload", "/upload"), ("paper", "/paper"), ("playlists", "/playlists"),
        ("song-cut", $"/experiments/first/songs/{RunInput.SongId(4)}?steps=2"),
    ];

    private static FilePayload Upload() => new() { Name = "two.wav", MimeType = "audio/wav", Buffer = RunInput.Wav(2) };
}
