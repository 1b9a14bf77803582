using System.Globalization;
using PlayCount.Contracts.Messages;
using PlayCount.Contracts.V1;
using PlayCount.Experiments.Conducting;
using PlayCount.Experiments.Reporting;

namespace PlayCount.Experiments.Pages;

/// <summary>How an experiment is, in the words that the page shows: made in one place for the page and for its events.</summary>
/// <param name="Ended">Whether it has ended.</param>
/// <param name="Stage">The stage: <c>Cutting</c>.</param>
/// <param name="Progress">How far: <c>3 of 13 songs, about 4 s left in this stage</c>.</param>
/// <param name="Counted">The same in two short lines, <c>3</c> and <c>of 13 songs</c>; empty where it cannot be told.</param>
/// <param name="Done">How much of the stage is done.</param>
/// <param name="Total">Of how much; 0 while it cannot be told.</param>
/// <param name="Stages">Each stage's state: <c>done</c>, <c>current</c>, <c>stopped</c> or <c>later</c>.</param>
/// <param name="Marks">What stands before a stage of each state, so that colour is never the only difference.</param>
/// <param name="Losses">The losses heard last: a row of texts a network.</param>
public sealed record LiveText(
    bool Ended,
    string Stage,
    string Progress,
    IReadOnlyList<string> Counted,
    long Done,
    long Total,
    IReadOnlyDictionary<string, string> Stages,
    IReadOnlyDictionary<string, string> Marks,
    IReadOnlyList<IReadOnlyList<string>> Losses)
{
    /// <summary>Longer than from one heartbeat to the next.</summary>
    private const double LongSilenceSeconds = 15;

    private static readonly Dictionary<string, string> AllMarks = new()
    {
        ["done"] = "✓ done: ",
        ["current"] = "▶ now: ",
        ["stopped"] = "✗ stopped: ",
        ["later"] = "",
    };

    /// <summary>The experiment in words.</summary>
    public static LiveText Of(ExperimentView view)
    {
        var stages = Conducting.Stage.Of(view.Request.Inputs).ToList();
        var reached = stages.IndexOf(view.Stage);
        return new LiveText(
            view.State != ExperimentState.Running,
            Name(view.Stage),
            ProgressOf(view),
            view.State == ExperimentState.Done || view.Total == 0 ? [] : [Figures.Count(view.Done), Rest(view)],
            view.Done,
            view.Total,
            stages.Select((stage, place) => KeyValuePair.Create(stage, StateOf(view.State, place, reached))).ToDictionary(),
            AllMarks,
            [.. view.Losses.Select(loss => Row(loss, view.Jobs.FirstOrDefault(job => IsOf(job, loss))))]);
    }

    /// <summary>The stage as a heading has it.</summary>
    public static string Name(string stage) => string.Concat(stage[..1].ToUpperInvariant(), stage.AsSpan(1));

    private static string StateOf(string state, int place, int reached) => state == ExperimentState.Done || place < reached ? "done"
        : place > reached ? "later"
        : state == ExperimentState.Running ? "current" : "stopped";

    private static string ProgressOf(ExperimentView view)
    {
        if (view.State == ExperimentState.Done)
            return "complete";
        if (view.Total == 0)
            return "–";
        var counted = $"{Figures.Count(view.Done)} {Rest(view)}";
        return view.SecondsLeft is { } left ? $"{counted}, about {Sizes.Span(left)} left in this stage" : counted;
    }

    private static string Rest(ExperimentView view) =>
        $"of {Figures.Count(view.Total)} {PlayCount.Songs.Counted.Noun(view.Total, view.Unit)}";

    private static IReadOnlyList<string> Row(EpochTrained loss, TrainingJob? job) =>
    [
        $"Listener {loss.User}",
        $"{Figures.Count(loss.Layers, "layer")} × {Figures.Count(loss.Steps, "step")}",
        loss.Fold < 0 ? "all songs" : string.Create(CultureInfo.InvariantCulture, $"fold {loss.Fold + 1}")
            + (loss.Part is { } part ? $", part {Figures.Count(part)}" : ""),
        job?.Progress is { } told && told.Fold == loss.Fold
            ? $"{Figures.Count(loss.Epoch)} of {Figures.Count(told.Epochs)}" : Figures.Count(loss.Epoch),
        Figures.Show(loss.TrainMse),
        Figures.Show(loss.ValidationMse),
        job is null ? "–" : Worker(job),
    ];

    private static bool IsOf(TrainingJob job, EpochTrained loss) => (job.User, job.Layers, job.Steps, job.Keeping)
        == (loss.User, loss.Layers, loss.Steps, loss.Fold < 0);

    /// <summary>Who has a job, and what went wrong with it: <c>host/42, attempt 3 (1 taken over), silent for 15 s</c>.</summary>
    private static string Worker(TrainingJob job)
    {
        if (job.State != TrainingJob.Types.State.Leased)
            return job.State == TrainingJob.Types.State.Waiting ? "waits for a process" : job.State.ToString().ToLowerInvariant();
        var tookOver = job.Takeovers > 0 ? $" ({Figures.Count(job.Takeovers)} taken over)" : "";
        var attempt = job.Attempts > 1 ? $", attempt {Figures.Count(job.Attempts)}{tookOver}" : "";
        var silent = job.SilentSeconds >= LongSilenceSeconds ? $", silent for {Sizes.Span(job.SilentSeconds)}" : "";
        return $"{job.Holder}{attempt}{silent}";
    }
}
