namespace PlayCount.EndToEnd.Tests.Pages;

public sealed class PlaylistPagesTests(FinishedExperiment experiment) : IClassFixture<FinishedExperiment>, IDisposable
{
    private readonly PageVisitor _visitor = new(experiment.Host.Address);

    [Fact]
    public async Task The_list_tells_state_and_progress_of_each_playlist_and_what_to_do()
    {
        var page = await _visitor.ReadAsync("/playlists");

        Assert.Contains("&lt;b&gt;Songs&lt;/b&gt; of mine", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/experiments/first\">first</a>", page, StringComparison.Ordinal);
        Assert.Contains(">needs a sign-in</span>", page, StringComparison.Ordinal);
        Assert.Matches("<td class=\"word\">0 of [0-9]+ songs</td>", page);
        Assert.Contains(
            "<td class=\"prose\">Nobody has signed in at Spotify yet. Run &#x27;playcount playlist sign-in&#x27;.</td>", page,
            StringComparison.Ordinal);
        Assert.Contains("policy forbids training models on its content", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_experiment_shows_its_own_playlists()
    {
        var page = await _visitor.ReadAsync("/experiments/first");

        Assert.Contains("<h2 id=\"playlists\">Playlists</h2>", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;Songs&lt;/b&gt; of mine", page, StringComparison.Ordinal);
    }

    public void Dispose() => _visitor.Dispose();
}
