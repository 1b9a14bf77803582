using System.Collections.Concurrent;

namespace PlayCount.Services.Tests.Sourcing;

/// <summary>
/// Time that sees who pauses at a file that somebody else holds, and so knows when all of several have met: they pause there, or have asked
/// the server.
/// </summary>
internal sealed class Meeting(int many) : TimeProvider
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1); // a pause at a lock is shorter, each limit longer
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30); // of a test that fails

    private readonly AsyncLocal<object?> _who = new();
    private readonly ConcurrentDictionary<object, bool> _there = [];
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>In a thread of its own, since it waits for the server; it counts as one.</summary>
    public Task<T> Apart<T>(Func<T> work) => Task.Factory.StartNew(
        () =>
        {
            _who.Value = new object();
            return work();
        },
        TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>The answer, once all are there.</summary>
    public Answer WhenAllAreThere(Answer answer) => async (asked, to, ended) =>
    {
        Come(asked);
        await _all.Task.WaitAsync(Patience, ended);
        await answer(asked, to, ended);
    };

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (_who.Value is { } who && dueTime > TimeSpan.Zero && dueTime < LongestPause)
            Come(who);
        return System.CreateTimer(callback, state, dueTime, period);
    }

    private void Come(object who)
    {
        _there.TryAdd(who, true);
        if (_there.Count == many)
            _all.TrySetResult();
    }
}
