using MassTransit;
using PlayCount.Contracts.Messages;

namespace PlayCount.ServiceDefaults.Messaging;

/// <summary>Publishes how far a work is, at most once a second. What gets lost is not missed.</summary>
/// <typeparam name="T">What the work reports.</typeparam>
/// <param name="bus">Where to.</param>
/// <param name="time">The clock.</param>
/// <param name="note">Makes the event of a report.</param>
public sealed class WorkReporter<T>(IBus bus, TimeProvider time, Func<T, object> note) : IProgress<T>
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10); // a machine that computes on all cores answers late
    private readonly Lock _turn = new();
    private long? _last;

    /// <inheritdoc />
    public void Report(T value)
    {
        lock (_turn)
        {
            if (_last is { } last && time.GetElapsedTime(last) < Least)
                return;
            _last = time.GetTimestamp();
        }

        _ = PublishAsync(note(value));
    }

    private async Task PublishAsync(object message) =>
        await bus.PublishInTimeAsync(message, Longest, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}

/// <summary>Makes reporters.</summary>
public static class WorkReporter
{
    /// <summary>Reports a count of a total.</summary>
    public static WorkReporter<T> Of<T>(IBus bus, TimeProvider time, IWork work, Func<T, (long Done, long Total, string Unit)> read) =>
        new(bus, time, value =>
        {
            var (done, total, unit) = read(value);
            return new WorkProgressed
            {
                ExperimentId = work.ExperimentId,
                Round = work.Round,
                Work = work.Work,
                Done = done,
                Total = total,
                Unit = unit,
            };
        });
}
