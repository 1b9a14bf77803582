using System.Net;
using System.Text.RegularExpressions;
using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.EndToEnd.Tests.Pages;

public sealed partial class PagesTests(FinishedExperiment experiment) : IClassFixture<FinishedExperiment>, IDisposable
{
    private const string First = "/experiments/" + FinishedExperiment.Id;

    private readonly PageVisitor _visitor = new(experiment.Host.Address);

    [Fact]
    public async Task The_list_tells_state_and_verdict_of_an_experiment()
    {
        var page = await _visitor.ReadAsync("/");

        Assert.Contains($"<a href=\"{First}\">first</a>", page, StringComparison.Ordinal);
        Assert.Contains("class=\"state done\">done<", page, StringComparison.Ordinal);
        Assert.Matches("<td class=\"prose\">[^<]*: [123] listeners?[^<]*</td>", page);
    }

    [Fact]
    public async Task An_experiment_shows_the_scores_and_curves_of_each_listener()
    {
        var page = await _visitor.ReadAsync(First);

        foreach (var rank in (int[])[1, 2, 3])
        {
            Assert.Contains($"<section id=\"listener-{rank}\">", page, StringComparison.Ordinal);
            Assert.Contains($"Learning curves of listener {rank}: 4 of 4 networks", page, StringComparison.Ordinal);
            Assert.Contains($"Held-out estimates of listener {rank}", page, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("data-events", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http-equiv", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_is_the_one_that_was_stored_and_may_run_no_script()
    {
        using var answer = await _visitor.GetAsync(First + "/report.html");

        Assert.Equal(
            experiment.Host.Blobs.Below(FinishedExperiment.Id).ReadAllBytes("report.html"),
            await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; style-src 'unsafe-inline';", policy, StringComparison.Ordinal);
        Assert.EndsWith("; sandbox", policy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/experiments/new")]
    [InlineData(First)]
    [InlineData(First + "/songs")]
    [InlineData("/upload")]
    [InlineData("/paper")]
    [InlineData("/playlists")]
    public async Task Pages_load_our_files_alone_and_run_nothing_inline(string path)
    {
        using var answer = await _visitor.GetAsync(path);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; style-src 'self'; script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.DoesNotMatch("<style|<[^>]* style=|<script(?! src=\"/assets/)|<[^>]* on[a-z]+=", page);
        foreach (Match asset in Assets().Matches(page))
            Assert.NotEmpty(await _visitor.ReadAsync(asset.Value));
    }

    [Theory]
    [InlineData("/experiments/none", "There is no experiment &#x27;none&#x27;.")]
    [InlineData("/experiments/none/events", "There is no experiment &#x27;none&#x27;.")]
    [InlineData("/experiments/..%2f..%2fetc", "There is no experiment")]
    [InlineData("/experiments/%3Cscript%3E", "There is no experiment &#x27;&lt;script&gt;&#x27;.")]
    [InlineData(First + "/songs/NONE", "has no song &#x27;NONE&#x27;.")]
    [InlineData(First + "/songs/..%2f..%2fx", "has no song")]
    [InlineData("/nothing/here", "There is no page of this address.")]
    public async Task What_is_not_there_is_a_page_that_says_so(string path, string line)
    {
        var page = await _visitor.ReadAsync(path, HttpStatusCode.NotFound);

        Assert.Contains("<h1>Not found</h1>", page, StringComparison.Ordinal);
        Assert.Contains(line, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_result_is_one_line_without_details()
    {
        var blobs = experiment.Host.Blobs.Below(FinishedExperiment.Id);
        var results = blobs.ReadAllBytes("results.json");
        blobs.WriteText("results.json", file => file.Write("{ \"networks\": 7"));
        try
        {
            var page = await _visitor.ReadAsync(First, HttpStatusCode.InternalServerError);
            var list = await _visitor.ReadAsync("/");

            Assert.Contains("The page could not be made. The log of the server says why; try again later.", page, StringComparison.Ordinal);
            Assert.DoesNotContain("results.json", page, StringComparison.Ordinal);
            Assert.Contains("Results cannot be read", list, StringComparison.Ordinal);
        }
        finally
        {
            blobs.Write("results.json", stream => stream.Write(results));
        }
    }

    public void Dispose() => _visitor.Dispose();

    [GeneratedRegex("/assets/[^\"]+")]
    private static partial Regex Assets();
}
