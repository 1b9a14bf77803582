namespace PlayCount.Cli.Progress;

/// <summary>Says yes at most once per interval, to one thread only; the first interval starts with the object.</summary>
internal sealed class Throttle(TimeSpan between, TimeProvider time)
{
    private long _last = time.GetTimestamp();

    public bool IsDue()
    {
        var last = Volatile.Read(ref _last);
        var now = time.GetTimestamp();
        return time.GetElapsedTime(last, now) >= between && Interlocked.CompareExchange(ref _last, now, last) == last;
    }
}
