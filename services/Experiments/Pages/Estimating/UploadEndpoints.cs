using Microsoft.Extensions.Options;
using PlayCount.Experiments.Conducting;
using PlayCount.Experiments.Reporting;
using PlayCount.Segmentation.Client;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;

namespace PlayCount.Experiments.Pages.Estimating;

/// <summary>Upload a song and read what each listener's model says. The song is not kept.</summary>
internal sealed class UploadEndpoints(
    ExperimentDesk desk, AudioEstimator estimator, FinishedStudies studies, IBlobStore blobs, PageGuard guard,
        IOptions<PageOptions> options, ILogger<UploadEndpoints> log)
{
    /// <summary>The newest experiments are offered; an address may name an older one.</summary>
    private const int MostOffered = 200;

    public async Task<IResult> ShowAsync(HttpContext context)
    {
        var asked = context.Request.Query["experiment"].ToString();
        return await PageAsync(context, asked, null, StatusCodes.Status200OK, []);
    }

    public async Task<IResult> EstimateAsync(HttpContext context)
    {
        IFormCollection form;
        try
        {
            form = await guard.FormAsync(context, options.Value.MaxUploadBytes);
        }
        catch (PageRefusal refusal) when (refusal.Status == StatusCodes.Status413PayloadTooLarge)
        {
            return await PageAsync(context, "", refusal.Message, refusal.Status, []);
        }

        var asked = form["experiment"].ToString();
        if (form.Files["audio"] is not { Length: > 0 } file)
            return await PageAsync(context, asked, "No file was chosen, or it is empty. Choose an audio file.",
                StatusCodes.Status400BadRequest, []);
        if (file.Length > options.Value.MaxUploadBytes)
        {
            return await PageAsync(
                context, asked,
                    $"The file has {Sizes.Show(file.Length)}; at most {Sizes.Show(options.Value.MaxUploadBytes)} can be uploaded here.",
                StatusCodes.Status413PayloadTooLarge, []);
        }

        if (!await HasModelsAsync(asked, context.RequestAborted))
        {
            var none = $"There is no experiment '{Shown.Shorten(asked)}' that has models. Choose one of the list.";
            return await PageAsync(context, "", none, StatusCodes.Status400BadRequest, []);
        }

        try
        {
            using var audio = file.OpenReadStream();
            var rows = await estimator.EstimateAsync(asked, audio, Path.GetExtension(file.FileName).TrimStart('.'), context.RequestAborted);
            return await PageAsync(context, asked, null, StatusCodes.Status200OK, rows, file.FileName);
        }
        catch (InvalidAudioException e)
        {
            return await PageAsync(context, asked, e.Message, StatusCodes.Status400BadRequest, []);
        }
        catch (SegmentationAwayException e)
        {
            Log.CutterAway(log, e);
            return await PageAsync(
                context, asked, $"{e.Message} Send the song again later.", StatusCodes.Status503ServiceUnavailable, []);
        }
    }

    private async Task<bool> HasModelsAsync(string id, CancellationToken cancellationToken) =>
        (await desk.ListAsync(cancellationToken)).Any(view => view.Id == id && view.State == ExperimentState.Done)
        && StoredModels.Count(blobs.Below(id)) > 0;

    private async Task<IResult> PageAsync(
        HttpContext context, string asked, string? error, int status, IReadOnlyList<Estimated> rows, string? file = null)
    {
        var done = (await desk.ListAsync(context.RequestAborted)).Where(view => view.State == ExperimentState.Done).ToList();
        var verdicts = rows.Count == 0 ? [] : await Task.Run(
            () => studies.Verdicts(asked, context.RequestAborted).Listeners.ToDictionary(listener => listener.Rank,
                listener => listener.Verdict.Answer),
            context.RequestAborted);
        return Rendered.Page<UploadPage>(
            new()
            {
                [nameof(UploadPage.Experiments)] = done.Where((view, place) => place < MostOffered || view.Id == asked)
                    .Select(view => view.Id).Where(id => StoredModels.Count(blobs.Below(id)) > 0).ToList(),
                [nameof(UploadPage.Asked)] = asked,
                [nameof(UploadPage.Error)] = error,
                [nameof(UploadPage.Rows)] = rows.Select(row => new EstimateRow(
                    row.Card.User,
                    $"{Figures.Count(row.Card.Network.Lstm.Count, "layer")} × {Figures.Count(row.Card.Steps, "step")}",
                    row.Song is { } song ? Figures.Show(song.Plays)
                        : $"too short: {Figures.Count(row.Clips, "clip")}, {Figures.Count(row.Card.Steps)} needed",
                    row.Song is { } used ? $"{Figures.Count(used.Clips)} of {Figures.Count(row.Clips)}" : "–",
                    (row.Card.Leaky ? "LEAKY split. " : "") + verdicts.GetValueOrDefault(row.Card.User, "–"))).ToList(),
                [nameof(UploadPage.File)] = file,
                [nameof(UploadPage.MaxBytes)] = options.Value.MaxUploadBytes,
                [nameof(UploadPage.MaxSeconds)] = options.Value.MaxUploadSeconds,
                [nameof(UploadPage.Token)] = guard.Token(context),
            },
            status);
    }
}

/// <summary>An estimate in words.</summary>
/// <param name="Rank">The listener's rank, from 1.</param>
/// <param name="Model">The network.</param>
/// <param name="Plays">The estimate, or why there is none.</param>
/// <param name="Clips">Clips that it is made of.</param>
/// <param name="Verdict">Whether the listener's networks can tell anything at all.</param>
public sealed record EstimateRow(int Rank, string Model, string Plays, string Clips, string Verdict);
