using PlayCount.Experiments.Conducting;
using PlayCount.Experiments.Pages.Published;
using PlayCount.Experiments.Reporting;

namespace PlayCount.Experiments.Pages.Listing;

/// <summary>The list of experiments, newest first, a page at a time; the published results while there is none.</summary>
internal sealed class ListEndpoint(ExperimentDesk desk, FinishedStudies studies, ILogger<ListEndpoint> log)
{
    private const int RowsAPage = 50;

    public async Task<IResult> ShowAsync(HttpContext context)
    {
        var all = await desk.ListAsync(context.RequestAborted);
        if (all.Count == 0)
            return await PublishedEndpoint.ShowAsync("/", context.RequestAborted);
        var paging = Paging.Of(context.Request, all.Count, RowsAPage);
        var rows = await Task.Run(() => paging.Of(all).Select(view => Row(view, context.RequestAborted)).ToList(), context.RequestAborted);
        return Rendered.Page<ListPage>(new() { [nameof(ListPage.Rows)] = rows, [nameof(ListPage.Paging)] = paging });
    }

    private ListRow Row(ExperimentView view, CancellationToken cancellationToken) => new(
        view.Id, view.State, LiveText.Of(view), view.Started, view.State switch
        {
            ExperimentState.Done => Short(view.Id, cancellationToken),
            ExperimentState.Failed => view.Failure ?? "",
            _ => "–",
        });

    private string Short(string id, CancellationToken cancellationToken)
    {
        try
        {
            var listeners = studies.Verdicts(id, cancellationToken).Listeners;
            return string.Join("; ", listeners.GroupBy(listener => listener.Verdict.Answer)
                .Select(answer => $"{answer.Key}: {Figures.Count(answer.Count(), "listener")}"));
        }
        catch (Exception e) when (e is InvalidDataException or IOException or ArgumentException)
        {
            Log.ResultsUnreadable(log, id, e);
            return "Results cannot be read";
        }
    }
}

/// <summary>An experiment in the list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">One of <see cref="ExperimentState"/>.</param>
/// <param name="Live">Stage and progress in words.</param>
/// <param name="Started">When it was started.</param>
/// <param name="Verdict">What it found, or why it failed.</param>
public sealed record ListRow(string Id, string State, LiveText Live, DateTimeOffset Started, string Verdict);
