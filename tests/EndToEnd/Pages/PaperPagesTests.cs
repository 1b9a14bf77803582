using PlayCount.Experiments.Reporting;

namespace PlayCount.EndToEnd.Tests.Pages;

/// <summary>A service that has no experiment shows what the paper published.</summary>
public sealed class PaperPagesTests(FinishedExperiment experiment) : IClassFixture<FinishedExperiment>
{
    [Fact]
    public async Task Without_an_experiment_the_published_results_are_the_first_page()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.In("root"));
        await using var host = await PagesHost.StartAsync(folder.In("data"), folder.In("root"));
        using var visitor = new PageVisitor(host.Address);

        var first = await visitor.ReadAsync("/");

        Assert.Contains($"<h1>{PaperPage.Title}</h1>", first, StringComparison.Ordinal);
        Assert.Contains("There is no experiment yet.", first, StringComparison.Ordinal);
        Assert.Contains("href=\"/experiments/new\">Start an experiment</a>", first, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_an_experiment_they_are_at_their_own_address_as_the_command_writes_them()
    {
        using var visitor = new PageVisitor(experiment.Host.Address);

        var list = await visitor.ReadAsync("/");
        var paper = await visitor.ReadAsync("/paper");

        Assert.DoesNotContain(PaperPage.Title, list, StringComparison.Ordinal);
        Assert.DoesNotContain("There is no experiment yet.", paper, StringComparison.Ordinal);
        Assert.Equal(Panels(Written()), Panels(paper));
        Assert.Equal(33 + 14, Panels(paper).Length); // published lines, and those that a rule picks in place of one
    }

    [Fact]
    public async Task An_experiment_shows_its_data_flow_its_networks_and_the_claims()
    {
        using var visitor = new PageVisitor(experiment.Host.Address);

        var page = await visitor.ReadAsync("/experiments/first");

        foreach (var (stage, counted) in new[] { ("selecting", "3 listeners"), ("training", "12 networks"), ("keeping", "3 models") })
            Assert.Matches($"<g class=\"flow done\" data-flow=\"{stage}\">.*?>{counted}<", page);
        Assert.Contains("<h2 id=\"claims\">", page, StringComparison.Ordinal);
        // 1,024 inputs, 6 units: 4 x (1,024 + 6 + 1) x 6 weights, and 4 x (6 + 6 + 1) x 6 of a second layer, and 7.
        Assert.Contains("1 LSTM layer, 24,751 weights", page, StringComparison.Ordinal);
        Assert.Contains("2 LSTM layers, 25,063 weights", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 3)]
    [InlineData("?steps=2", 2)]
    [InlineData("?steps=0", 1)]
    [InlineData("?steps=x", 3)]
    public async Task A_song_is_cut_for_the_steps_that_are_asked_for(string query, int steps)
    {
        const int Song = 4;
        using var visitor = new PageVisitor(experiment.Host.Address);

        var page = await visitor.ReadAsync($"/experiments/first/songs/{RunInput.SongId(Song)}{query}");

        var samples = RunInput.Clips(Song) / steps;
        Assert.Contains(
            $"{steps} step{(steps == 1 ? "" : "s")}: {samples} sample{(samples == 1 ? "" : "s")}", page, StringComparison.Ordinal);
    }

    private static string Written()
    {
        using var text = new StringWriter();
        PaperPage.Write(text);
        return text.ToString();
    }

    private static string[] Panels(string page) => [.. page.Split("<polyline").Skip(1).Select(part => part[..part.IndexOf('>')])
        .Select(line => line.TrimEnd(' ', '/'))];
}
