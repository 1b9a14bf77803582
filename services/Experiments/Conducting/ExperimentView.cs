using PlayCount.Contracts.Messages;
using PlayCount.Contracts.V1;

namespace PlayCount.Experiments.Conducting;

/// <summary>How an experiment is.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">One of <see cref="ExperimentState"/>.</param>
/// <param name="Stage">One of <see cref="Conducting.Stage"/>: the last one reached.</param>
/// <param name="Done">How much of the stage is done.</param>
/// <param name="Total">Of how much; 0 while it cannot be told.</param>
/// <param name="Unit">What is counted, in the singular.</param>
/// <param name="SecondsLeft">Estimate for this stage; null while it cannot be told.</param>
/// <param name="Losses">The losses heard last, by message.</param>
/// <param name="Jobs">What Training says of the jobs of these networks, where it is asked and answers.</param>
/// <param name="Failure">Why it failed, or null.</param>
/// <param name="Started">When it was started.</param>
/// <param name="Ended">When it ended; null while it runs.</param>
/// <param name="Request">What was asked for.</param>
public sealed record ExperimentView(
    string Id,
    string State,
    string Stage,
    long Done,
    long Total,
    string Unit,
    double? SecondsLeft,
    IReadOnlyList<EpochTrained> Losses,
    IReadOnlyList<TrainingJob> Jobs,
    string? Failure,
    DateTimeOffset Started,
    DateTimeOffset? Ended,
    ExperimentRequest Request)
{
    internal static ExperimentView Of(
        ExperimentRow row, int done, int total, WorkProgressed? work, IReadOnlyList<EpochTrained> losses,
        IReadOnlyList<TrainingJob> jobs, DateTimeOffset now)
    {
        // A stage of one work counts what that work counts.
        var isTelling = done == 0 && row.State == ExperimentState.Running && work is { Total: > 0 }
            && Conducting.Stage.First(work.Work) == Conducting.Stage.OneWork(row.Stage);
        var telling = isTelling ? work : null;
        var (d, t, unit) = telling is null ? (done, total, Conducting.Stage.Unit(row.Stage)) : (telling.Done, telling.Total, telling.Unit);
        var elapsed = (now - DateTimeOffset.FromUnixTimeMilliseconds(row.StageAt)).TotalSeconds;
        return new ExperimentView(
            row.ExperimentId,
            row.State,
            row.Stage,
            d,
            t,
            unit,
            row.State == ExperimentState.Running && d > 0 && t > d && elapsed > 0 ? elapsed * (t - d) / d : null,
            losses,
            jobs,
            row.Failure,
            DateTimeOffset.FromUnixTimeMilliseconds(row.StartedAt),
            row.EndedAt is { } ended ? DateTimeOffset.FromUnixTimeMilliseconds(ended) : null,
            ExperimentRequest.Parse(row.Request));
    }

    /// <summary>Whether a person would see no difference.</summary>
    internal bool ShowsSameAs(ExperimentView other) =>
        (State, Stage, Done, Total, Failure) == (other.State, other.Stage, other.Done, other.Total, other.Failure)
        && Losses.SequenceEqual(other.Losses) && Jobs.SequenceEqual(other.Jobs);
}
