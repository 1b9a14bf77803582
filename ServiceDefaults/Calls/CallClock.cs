using System.Globalization;
using Grpc.Core;

namespace PlayCount.ServiceDefaults.Calls;

/// <summary>Ends a stream that stands still, takes too long in all, or outlives the server; nothing waits forever for its caller.</summary>
public sealed class CallClock : IDisposable
{
    private readonly double _idleSeconds;
    private readonly double _maxSeconds;
    private readonly TimeProvider _time;
    private readonly CancellationToken _call;
    private readonly CancellationToken _stopping;
    private readonly CancellationTokenSource _whole;

    /// <param name="idleSeconds">Seconds the stream may stand still.</param>
    /// <param name="maxSeconds">Seconds it may take in all.</param>
    /// <param name="time">The clock.</param>
    /// <param name="context">The call.</param>
    /// <param name="stopping">When the server stops.</param>
    public CallClock(double idleSeconds, double maxSeconds, TimeProvider time, ServerCallContext context, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(context);
        (_idleSeconds, _maxSeconds, _time, _call, _stopping) = (idleSeconds, maxSeconds, time, context.CancellationToken, stopping);
        _whole = new CancellationTokenSource(TimeSpan.FromSeconds(maxSeconds), time);
    }

    /// <summary>Waits for what the caller sends next.</summary>
    /// <exception cref="RefusedException">A limit was reached, or the server stops.</exception>
    /// <exception cref="OperationCanceledException">The caller ended the call, or is gone.</exception>
    public Task<bool> NextAsync<T>(IAsyncStreamReader<T> requests)
    {
        ArgumentNullException.ThrowIfNull(requests);
        return WithinAsync(requests.MoveNext, _stopping);
    }

    /// <summary>Waits until the caller takes an answer.</summary>
    /// <exception cref="RefusedException">A limit was reached.</exception>
    /// <exception cref="OperationCanceledException">The caller ended the call, or is gone.</exception>
    public Task AnswerAsync<T>(IServerStreamWriter<T> answers, T answer) => WithinAsync(
        async cancellationToken =>
        {
            await answers.WriteAsync(answer, cancellationToken);
            return true;
        }, CancellationToken.None); // a write that is cancelled cuts the call: when the server stops, the next read tells it

    private async Task<bool> WithinAsync(Func<CancellationToken, Task<bool>> step, CancellationToken stopping)
    {
        using var idle = new CancellationTokenSource(TimeSpan.FromSeconds(_idleSeconds), _time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, _whole.Token, _call, stopping);
        try
        {
            return await step(any.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or InvalidOperationException)
        {
            if (stopping.IsCancellationRequested)
                throw new RefusedException(Refusal.NotNow, "The server stops. Try again once it is back.", e);
            if (idle.IsCancellationRequested || _whole.IsCancellationRequested)
                throw new RefusedException(Refusal.TooSlow, TooSlow(), e);
            // A connection that is gone shows as any of the three, and before the call's own token tells it.
            throw new OperationCanceledException("The caller is gone.", e);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _whole.Dispose();

    private string TooSlow() => _whole.IsCancellationRequested
        ? string.Create(CultureInfo.InvariantCulture,
            $"The stream took {_maxSeconds} s, the most that is accepted. Send faster, or less.")
        : string.Create(CultureInfo.InvariantCulture,
            $"Nothing was sent or taken for {_idleSeconds} s. Send on, take the answers, and close your side at the end.");
}
