using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using PlayCount.Experiments.Conducting;
using PlayCount.Experiments.Pages.Playlists;
using PlayCount.Experiments.Reporting;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;

namespace PlayCount.Experiments.Pages.Watching;

/// <summary>One experiment: how it is, live; what it found; stopping it and going on.</summary>
internal sealed class ExperimentEndpoints(
    ExperimentDesk desk, StudyDrawing drawing, IBlobStore blobs, PlaylistSource playlists, PageGuard guard,
    IHostApplicationLifetime host)
{
    /// <summary>The report brings its own style along, and needs nothing else.</summary>
    private const string ReportAlone =
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

    public async Task<IResult> ShowAsync(HttpContext context)
    {
        var view = await desk.ExperimentAsync(context);
        var (live, study) = (LiveText.Of(view), blobs.Below(view.Id));
        var lists = playlists.IsThere && study.Exists(MappedSongs.FileName) // asked while the rest is read
            ? playlists.ListAsync(view.Id, context.RequestAborted)
            : null;
        var results = view.State == ExperimentState.Done
            ? await Task.Run(() => drawing.Draw(view.Id, context.RequestAborted), context.RequestAborted)
            : null;
        var flow = await Task.Run(() => StudyFlow.Of(view, live, study), context.RequestAborted);
        return Rendered.Page<ExperimentPage>(new()
        {
            [nameof(ExperimentPage.View)] = view,
            [nameof(ExperimentPage.Live)] = live,
            [nameof(ExperimentPage.Flow)] = Rendered.Part(page => FlowPicture.Write(page, flow, "What each part has counted so far.")),
            [nameof(ExperimentPage.Networks)] = Rendered.WithFiles(
                view.Id,
                page => NetworkSection.Write(page, ReportSpecs.Of(view.Request.Settings())),
                hasFiles: view.State == ExperimentState.Done),
            [nameof(ExperimentPage.Results)] = results,
            [nameof(ExperimentPage.Playlists)] = lists is null ? null : await lists,
            [nameof(ExperimentPage.Token)] = guard.Token(context),
            [nameof(ExperimentPage.HasSongs)] = study.Exists(StudySelection.FileName),
        });
    }

    public async Task<IResult> WatchAsync(HttpContext context)
    {
        var view = await desk.ExperimentAsync(context);
        return TypedResults.ServerSentEvents(EventsAsync(view.Id, context.RequestAborted));
    }

    public async Task<IResult> ReportAsync(HttpContext context)
    {
        var view = await desk.ExperimentAsync(context);
        var study = blobs.Below(view.Id);
        if (view.State != ExperimentState.Done || !study.Exists(ReportPage.FileName))
            throw new PageRefusal(StatusCodes.Status404NotFound, $"The experiment '{view.Id}' has no report yet: it comes with its end.");
        context.Response.Headers.ContentSecurityPolicy = ReportAlone;
        return Microsoft.AspNetCore.Http.Results.Stream(study.OpenRead(ReportPage.FileName), "text/html; charset=utf-8");
    }

    public Task<IResult> CancelAsync(HttpContext context) => ChangeAsync(context, desk.CancelAsync);

    public Task<IResult> ResumeAsync(HttpContext context) => ChangeAsync(context, desk.ResumeAsync);

    private async Task<IResult> ChangeAsync(HttpContext context, Func<string, CancellationToken, Task<ExperimentView>> change)
    {
        await guard.FormAsync(context);
        var view = await desk.ExperimentAsync(context);
        try
        {
            await change(view.Id, context.RequestAborted);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            throw new PageRefusal(StatusCodes.Status409Conflict, e.Message, e);
        }

        return new SeeOther($"/experiments/{view.Id}");
    }

    /// <summary>Tells every change until the end, or until the service stops: an open page does not hold it up.</summary>
    private async IAsyncEnumerable<SseItem<LiveText>> EventsAsync(string id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.ApplicationStopping);
        await foreach (var view in desk.WatchAsync(id, either.Token))
            yield return new SseItem<LiveText>(LiveText.Of(view));
    }
}
