using PlayCount.Cli.Progress;
using PlayCount.Contracts.V1;
using PlayCount.Songs;

namespace PlayCount.Cli.Experiments;

/// <summary>Shows an experiment until it has ended: stage after stage as <c>run</c> shows its own.</summary>
internal sealed class ExperimentWatch(ExperimentsClient client, StageDisplay display)
{
    private const string Step = "step";

    /// <summary>Watches to the end.</summary>
    /// <exception cref="ServiceException">It failed, was cancelled, or could not be watched any longer.</exception>
    public async Task<int> RunAsync(string id, CancellationToken cancellationToken)
    {
        await using var views = client.WatchAsync(id, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var now = await NextAsync(views, id);
        while (now.State == Experiment.Types.State.Running)
            now = await ShowStageAsync(views, now);
        if (now.State != Experiment.Types.State.Done)
            throw Stopped(now);
        display.Say($"The experiment '{now.ExperimentId}' is done.");
        return CommandLine.Succeeded;
    }

    /// <returns>How the experiment is after the stage.</returns>
    private Task<Experiment> ShowStageAsync(IAsyncEnumerator<Experiment> views, Experiment now)
    {
        var (stage, unit) = (now.Stage, now.Unit);
        return display.RunAsync(stage, () => unit, async progress =>
        {
            while (now.State == Experiment.Types.State.Running && now.Stage == stage)
            {
                // A stage that is one step tells only later what that step counts.
                if (now.Unit != Step)
                {
                    unit = now.Unit;
                    progress.Report(new StageProgress(now.Done, now.Total));
                }

                now = await NextAsync(views, now.ExperimentId);
            }

            return now.State is Experiment.Types.State.Running or Experiment.Types.State.Done ? now : throw Stopped(now);
        });
    }

    private static async Task<Experiment> NextAsync(IAsyncEnumerator<Experiment> views, string id) => await views.MoveNextAsync()
        ? views.Current
        : throw new ServiceException($"The service told no end of the experiment '{id}'. Watch it again.", isTransient: true);

    private static ServiceException Stopped(Experiment experiment) => new(
        experiment.State == Experiment.Types.State.Failed
            ? $"The experiment '{experiment.ExperimentId}' failed: {experiment.Failure}"
            : $"The experiment '{experiment.ExperimentId}' was cancelled. 'playcount experiments resume' goes on with it.",
        isTransient: false);
}
