using System.Collections.Concurrent;

namespace PlayCount.Services.Tests.Sourcing;

/// <summary>Time in which pauses are over at once, while limits are what they are; it always is the same moment.</summary>
/// <param name="now">The moment.</param>
/// <param name="pause">What counts as a pause; null: every time of 40 s or less but for 20 s, the limit without a byte.</param>
internal sealed class HurriedTime(DateTimeOffset now, TimeSpan? pause) : TimeProvider
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(20);

    private readonly ConcurrentQueue<TimeSpan> _pauses = [];

    /// <summary>The pauses that were asked for, in that order.</summary>
    public IReadOnlyList<TimeSpan> Pauses => [.. _pauses];

    public override DateTimeOffset GetUtcNow() => now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var isPause = pause is null ? dueTime > TimeSpan.Zero && dueTime <= Longest && dueTime != Idle : dueTime == pause;
        if (isPause)
            _pauses.Enqueue(dueTime);
        return System.CreateTimer(callback, state, isPause ? TimeSpan.Zero : dueTime, period);
    }
}
