namespace PlayCount.SpotifyFake;

/// <summary>A clock that stands still until it is moved, or somebody waits by it: then the wait is over at once.</summary>
public sealed class VirtualClock : TimeProvider
{
    private long _ticks = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero).Ticks;

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    /// <inheritdoc />
    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    /// <summary>Moves it on.</summary>
    public void Pass(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);

    /// <summary>Moves it to a moment, unless it is later already.</summary>
    public void PassTo(DateTimeOffset moment)
    {
        if (moment > GetUtcNow())
            Pass(moment - GetUtcNow());
    }

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Wait(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Wait(VirtualClock clock, TimerCallback callback, object? state) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime < TimeSpan.Zero)
                return true;
            clock.Pass(dueTime);
            ThreadPool.QueueUserWorkItem(_ => callback(state));
            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
