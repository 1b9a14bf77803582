namespace PlayCount.Segmentation.Sourcing;

/// <summary>Ends a try when no byte has come for a while.</summary>
internal sealed class IdleClock : IDisposable
{
    private readonly ITimer _timer;
    private readonly TimeSpan _limit;
    private volatile bool _isOver;

    private IdleClock(CancellationTokenSource ended, TimeSpan limit, TimeProvider time)
    {
        _limit = limit;
        _timer = time.CreateTimer(
            _ =>
            {
                _isOver = true;
                try
                {
                    ended.Cancel();
                }
                catch (ObjectDisposedException)
                {
                    // The try ended at the same moment.
                }
            },
            null, limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Does the work of a try, each of whose bytes is to restart the clock.</summary>
    /// <exception cref="TimeoutException">No byte came for too long.</exception>
    public static async Task<T> LimitAsync<T>(
        string name, double idleSeconds, TimeProvider time, Func<IdleClock, CancellationToken, Task<T>> work,
        CancellationToken cancellationToken)
    {
        using var idle = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var clock = new IdleClock(idle, TimeSpan.FromSeconds(idleSeconds), time);
        try
        {
            return await work(clock, idle.Token);
        }
        catch (OperationCanceledException) when (clock._isOver && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"'{name}': no byte came for {idleSeconds} s");
        }
    }

    public void Restart() => _timer.Change(_limit, Timeout.InfiniteTimeSpan);

    public void Dispose() => _timer.Dispose();
}
