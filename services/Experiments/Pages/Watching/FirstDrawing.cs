using PlayCount.Experiments.Conducting;

namespace PlayCount.Experiments.Pages.Watching;

/// <summary>Draws the newest finished experiment once after a start: its first visitor shall not wait for the compiler.</summary>
internal sealed class FirstDrawing(ExperimentDesk desk, StudyDrawing drawing, ILogger<FirstDrawing> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var experiments = await desk.ListAsync(stoppingToken);
            if (experiments.FirstOrDefault(experiment => experiment.State == ExperimentState.Done) is { } newest)
                drawing.Draw(newest.Id, stoppingToken);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            Log.NotDrawnAhead(log, e); // nothing is lost: a visit says it where it can be seen
        }
    }
}
