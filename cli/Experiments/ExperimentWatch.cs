using PlayCount.Cli.Progress;
using PlayCount.Contracts.V1;
using PlayCount.Songs;

namespace PlayCount.Cli.Experiments;

/// <summary>
/// Shows an experiment until it has ended: stage after stage as <c>run</c> shows its own. Of a stage that was over before it was seen there
/// is a line, too.
/// </summary>
/// <param name="watch">Tells how an experiment is, at once and at every change.</param>
/// <param name="display">Where to.</param>
internal sealed class ExperimentWatch(Func<string, CancellationToken, IAsyncEnumerable<Experiment>> watch, StageDisplay display)
{
    private const string Step = "step";

    private int _told; // stages from the first on that have their line

    /// <summary>Watches to the end.</summary>
    /// <exception cref="ServiceException">It failed, was cancelled, or could not be watched any longer.</exception>
    public async Task<int> RunAsync(string id, CancellationToken cancellationToken)
    {
        await using var views = watch(id, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var now = await NextAsync(views, id);
        while (now.State == Experiment.Types.State.Running)
        {
            TellPassed(now);
            now = await ShowStageAsync(views, now);
        }

        if (_told > 0)
            TellPassed(now);
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

            var isStopped = now.State is not (Experiment.Types.State.Running or Experiment.Types.State.Done);
            return isStopped && now.Stage == stage ? throw Stopped(now) : now;
        });
    }

    /// <summary>Tells the stages before the one it is in, or all where it is done. Resumed, it may be in an earlier one.</summary>
    private void TellPassed(Experiment now)
    {
        var passed = now.State == Experiment.Types.State.Done ? now.Stages.Count : now.Stages.IndexOf(now.Stage);
        foreach (var stage in now.Stages.Take(passed).Skip(_told))
            display.Say($"{stage}: done");
        _told = passed + 1; // the one it is in tells its own line
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
