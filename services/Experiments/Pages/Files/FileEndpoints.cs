using System.Net.Mime;
using System.Text;
using PlayCount.Experiments.Conducting;
using PlayCount.Experiments.Reporting;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;

namespace PlayCount.Experiments.Pages.Files;

/// <summary>The figures of a finished experiment as SVG files and its tables as CSV files.</summary>
internal sealed class FileEndpoints(ExperimentDesk desk, FinishedStudies studies, IBlobStore blobs)
{
    /// <summary>A figure brings its own style along, and needs nothing else.</summary>
    private const string FigureAlone = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";

    private const string FigureEnd = ".svg";

    /// <summary>Names of the tables that a finished experiment may have.</summary>
    private static readonly string[] Tables =
    [
        NetworksFile.FileName, MetricsFile.FileName, ResultFiles.Curves, ResultFiles.FoldCurves, ResultFiles.Estimates, UseFiles.Heard,
        UseFiles.LeastPlayed, UseFiles.Gini, LearnedSongsFile.FileName, ReportedClaims.Table, CoverageFile.Table,
        MappedSongs.Catalogs, MappedSongs.Candidates,
    ];

    public async Task<IResult> FigureAsync(HttpContext context)
    {
        var view = await DoneAsync(context);
        var name = context.Part("name");
        var figure = name.EndsWith(FigureEnd, StringComparison.Ordinal)
            ? await Task.Run(() => Figure(view, name[..^FigureEnd.Length], context.RequestAborted), context.RequestAborted)
            : null;
        if (figure is null)
            throw Missing(view, "figure", name);
        context.Response.Headers.ContentSecurityPolicy = FigureAlone;
        return Results.Text(figure, MediaTypeNames.Image.Svg, Encoding.UTF8);
    }

    public async Task<IResult> TableAsync(HttpContext context)
    {
        var view = await DoneAsync(context);
        var (name, study) = (context.Part("name"), blobs.Below(view.Id));
        return Tables.Contains(name) && study.Exists(name)
            ? Results.Stream(study.OpenRead(name), "text/csv; charset=utf-8", name)
            : throw Missing(view, "table", name);
    }

    private async Task<ExperimentView> DoneAsync(HttpContext context)
    {
        var view = await desk.ExperimentAsync(context);
        return view.State == ExperimentState.Done
            ? view
            : throw new PageRefusal(
                StatusCodes.Status404NotFound, $"The experiment '{view.Id}' has no results yet: they come with its end.");
    }

    private string? Figure(ExperimentView view, string name, CancellationToken cancellationToken)
    {
        var (split, _, listeners) = studies.Whole(view.Id, cancellationToken);
        return SvgFile.Find(
            Rendered.Parse(page =>
            {
                foreach (var listener in listeners)
                    ResultsSection.Write(page, listener, split);
                OursSection.Write(page, listeners);
                NetworkSection.Write(page, ReportSpecs.Of(view.Request.Settings()));
            }),
            name);
    }

    private static PageRefusal Missing(ExperimentView view, string what, string name) =>
        new(StatusCodes.Status404NotFound, $"The experiment '{view.Id}' has no {what} '{Shown.Shorten(name)}'.");
}
