using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using PlayCount.Inference.Refusing;
using PlayCount.Songs;

namespace PlayCount.Inference.Estimating;

/// <summary>How much is done at once: estimates take turns in a line of bounded length, and open streams are counted.</summary>
internal sealed class Turns : IDisposable
{
    private readonly ConcurrencyLimiter _estimates;
    private readonly ConcurrencyLimiter _streams;
    private readonly InferenceOptions _options;

    public Turns(IOptions<InferenceOptions> options)
    {
        _options = options.Value;
        _estimates = new(new()
        {
            PermitLimit = _options.MaxConcurrentEstimates,
            QueueLimit = _options.MaxWaitingEstimates,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
        _streams = new(new() { PermitLimit = _options.MaxStreams });
    }

    /// <summary>Computes when its turn has come. What waits for a caller has no place in it.</summary>
    /// <exception cref="RefusedException">The line is full.</exception>
    public async Task<T> TakeAsync<T>(Func<T> compute, CancellationToken cancellationToken)
    {
        using var turn = await _estimates.AcquireAsync(cancellationToken: cancellationToken);
        return turn.IsAcquired ? compute() : throw new RefusedException(Refusal.Busy,
            $"At most {Counted.Of(_options.MaxConcurrentEstimates, "estimate")} at once may be made here and "
                + $"{_options.MaxWaitingEstimates} wait, and so many do. Call again later, or make fewer calls at once.");
    }

    /// <summary>A place for a stream; it is free again when it is disposed.</summary>
    /// <exception cref="RefusedException">There is none left.</exception>
    public IDisposable OpenStream()
    {
        var place = _streams.AttemptAcquire();
        if (place.IsAcquired)
            return place;
        place.Dispose();
        throw new RefusedException(Refusal.Busy,
            $"At most {Counted.Of(_options.MaxStreams, "stream")} may be open here at once, and so many are. "
                + "End one, or open this one later.");
    }

    public void Dispose()
    {
        _estimates.Dispose();
        _streams.Dispose();
    }
}
