using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using PlayCount.Experiments.Pages.Assets;
using PlayCount.Experiments.Pages.Estimating;
using PlayCount.Experiments.Pages.Files;
using PlayCount.Experiments.Pages.Listing;
using PlayCount.Experiments.Pages.Models;
using PlayCount.Experiments.Pages.Playlists;
using PlayCount.Experiments.Pages.Published;
using PlayCount.Experiments.Pages.Songs;
using PlayCount.Experiments.Pages.Starting;
using PlayCount.Experiments.Pages.Watching;
using PlayCount.Segmentation.Client;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.ServiceDefaults.Hosting;

namespace PlayCount.Experiments.Pages;

/// <summary>The experiments as web pages: rendered here, readable without script.</summary>
public static class PageService
{
    private const string KeyOwner = "PlayCount.Experiments";

    /// <summary>Adds what the pages are made with.</summary>
    public static IServiceCollection AddExperimentPages(this IServiceCollection services)
    {
        services.AddCheckedOptions<PageOptions>(PageOptions.Section);
        services.AddRazorComponents();
        services.AddAntiforgery(antiforgery => antiforgery.Cookie.Name = "playcount-form");
        services.AddDataProtection().SetApplicationName(KeyOwner);
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
            keys => keys.XmlRepository = new BlobKeys(provider.GetRequiredService<IBlobStore>())));
        services.AddSingleton<PageGuard>();
        services.AddSingleton<FinishedStudies>();
        services.AddSingleton<StudyDrawing>();
        services.AddHostedService<FirstDrawing>();
        services.AddSongCutter();
        services.AddSingleton<AudioEstimator>();
        services.AddSingleton<PlaylistSource>();
        services.AddSingleton<PlaylistEndpoint>();
        services.AddSingleton<ListEndpoint>();
        services.AddSingleton<StartEndpoints>();
        services.AddSingleton<ExperimentEndpoints>();
        services.AddSingleton<FileEndpoints>();
        services.AddSingleton<ModelEndpoints>();
        services.AddSingleton<SongEndpoints>();
        services.AddSingleton<UploadEndpoints>();
        return services;
    }

    /// <summary>Maps the pages; a path that is nothing else's is a page that says so.</summary>
    public static IEndpointRouteBuilder MapExperimentPages(this IEndpointRouteBuilder app)
    {
        var pages = app.ServiceProvider;
        var guard = pages.GetRequiredService<PageGuard>();
        var (starting, watching) = (pages.GetRequiredService<StartEndpoints>(), pages.GetRequiredService<ExperimentEndpoints>());
        var (songs, upload) = (pages.GetRequiredService<SongEndpoints>(), pages.GetRequiredService<UploadEndpoints>());
        var files = pages.GetRequiredService<FileEndpoints>();
        var models = pages.GetRequiredService<ModelEndpoints>();
        app.MapGet("/", guard.Page(pages.GetRequiredService<ListEndpoint>().ShowAsync));
        app.MapGet(PublishedEndpoint.Path,
            guard.Page(context => PublishedEndpoint.ShowAsync(PublishedEndpoint.Path, context.RequestAborted)));
        app.MapGet(PlaylistEndpoint.Path, guard.Page(pages.GetRequiredService<PlaylistEndpoint>().ShowAsync));
        app.MapGet("/experiments/new", guard.Page(starting.Show));
        app.MapPost("/experiments/new", guard.Page(starting.StartAsync));
        app.MapGet("/experiments/{id}", guard.Page(watching.ShowAsync));
        app.MapGet("/experiments/{id}/events", guard.Page(watching.WatchAsync));
        app.MapGet("/experiments/{id}/report.html", guard.Page(watching.ReportAsync));
        app.MapGet("/experiments/{id}/figures/{name}", guard.Page(files.FigureAsync));
        app.MapGet("/experiments/{id}/tables/{name}", guard.Page(files.TableAsync));
        app.MapGet("/experiments/{id}/models", guard.Page(models.ListAsync));
        app.MapGet("/experiments/{id}/models/{user}/{network}", guard.Page(models.ShowAsync));
        app.MapPost("/experiments/{id}/cancel", guard.Page(watching.CancelAsync));
        app.MapPost("/experiments/{id}/resume", guard.Page(watching.ResumeAsync));
        app.MapGet("/experiments/{id}/songs", guard.Page(songs.ListAsync));
        app.MapGet("/experiments/{id}/songs/{songId}", guard.Page(songs.ShowAsync));
        app.MapGet("/upload", guard.Page(upload.ShowAsync));
        app.MapPost("/upload", guard.Page(upload.EstimateAsync));
        foreach (var asset in Asset.All)
            app.MapGet(asset.Path, guard.Page(_ => Task.FromResult(asset.Content())));
        app.MapFallback("{*path}", guard.Page(_ => throw new PageRefusal(StatusCodes.Status404NotFound,
            "There is no page of this address.")));
        return app;
    }
}
