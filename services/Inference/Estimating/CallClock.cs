using System.Globalization;
using Grpc.Core;
using PlayCount.Inference.Refusing;

namespace PlayCount.Inference.Estimating;

/// <summary>Ends a stream that stands still, takes too long in all, or outlives the server; nothing waits forever for its caller.</summary>
internal sealed class CallClock : IDisposable
{
    private readonly InferenceOptions _options;
    private readonly TimeProvider _time;
    private readonly CancellationToken _call;
    private readonly CancellationToken _stopping;
    private readonly CancellationTokenSource _whole;

    public CallClock(InferenceOptions options, TimeProvider time, ServerCallContext context, CancellationToken stopping)
    {
        (_options, _time, _call, _stopping) = (options, time, context.CancellationToken, stopping);
        _whole = new CancellationTokenSource(TimeSpan.FromSeconds(options.MaxStreamSeconds), time);
    }

    /// <summary>Waits for the caller, to send or to take, as long as the limits let it.</summary>
    /// <exception cref="RefusedException">A limit was reached, or the server stops.</exception>
    /// <exception cref="OperationCanceledException">The caller ended the call.</exception>
    public async Task<T> WaitAsync<T>(Func<CancellationToken, Task<T>> step)
    {
        using var idle = new CancellationTokenSource(TimeSpan.FromSeconds(_options.IdleSeconds), _time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, _whole.Token, _call, _stopping);
        try
        {
            return await step(any.Token);
        }
        catch (Exception e) when (
            e is OperationCanceledException or IOException or InvalidOperationException && any.IsCancellationRequested)
        {
            if (_call.IsCancellationRequested)
                throw;
            throw _stopping.IsCancellationRequested
                ? new RefusedException(Refusal.NotNow, "The server stops. Try again once it is back.", e)
                : new RefusedException(Refusal.TooSlow, TooSlow(), e);
        }
    }

    public void Dispose() => _whole.Dispose();

    private string TooSlow() => _whole.IsCancellationRequested
        ? string.Create(CultureInfo.InvariantCulture,
            $"The stream took {_options.MaxStreamSeconds} s, the most that is accepted. Send faster, or less.")
        : string.Create(CultureInfo.InvariantCulture,
            $"Nothing was sent or taken for {_options.IdleSeconds} s. Send on, take the answers, and close your side at the end.");
}
