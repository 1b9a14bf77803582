namespace PlayCount.Experiments.Pages.Playlists;

/// <summary>All playlists and how they are: <c>/playlists</c>.</summary>
internal sealed class PlaylistEndpoint(PlaylistSource source)
{
    /// <summary>Where the page is.</summary>
    public const string Path = "/playlists";

    public async Task<IResult> ShowAsync(HttpContext context) => Rendered.Page<PlaylistsPage>(new()
    {
        [nameof(PlaylistsPage.List)] = await source.ListAsync(experimentId: "", context.RequestAborted),
    });
}
