using System.Threading.RateLimiting;

namespace PlayCount.ServiceDefaults.Calls;

/// <summary>How much a service does at once: what computes takes turns in a line of bounded length, and open streams are counted.</summary>
/// <typeparam name="TService">The service: each has its own.</typeparam>
public sealed class Turns<TService> : IDisposable
{
    private readonly TurnLimits _limits;
    private readonly ConcurrencyLimiter _computing;
    private readonly ConcurrencyLimiter _streams;

    /// <param name="limits">How much.</param>
    public Turns(TurnLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        _limits = limits;
        _computing = new(new()
        {
            PermitLimit = _limits.AtOnce,
            QueueLimit = _limits.Waiting,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
        _streams = new(new() { PermitLimit = _limits.Streams });
    }

    /// <summary>Computes when its turn has come. What waits for a caller has no place in it.</summary>
    /// <exception cref="RefusedException">The line is full.</exception>
    public async Task<T> TakeAsync<T>(Func<T> compute, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(compute);
        using var turn = await _computing.AcquireAsync(cancellationToken: cancellationToken);
        return turn.IsAcquired ? compute() : throw new RefusedException(Refusal.Busy,
            $"At most {Count(_limits.AtOnce, _limits.What)} at once may be made here and "
                + $"{_limits.Waiting} wait, and so many do. Call again later, or make fewer calls at once.");
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
            $"At most {Count(_limits.Streams, "stream")} may be open here at once, and so many are. "
                + "End one, or open this one later.");
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _computing.Dispose();
        _streams.Dispose();
    }

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}

/// <summary>How much is done at once.</summary>
/// <param name="What">What is computed, in the singular.</param>
/// <param name="AtOnce">How much of it at once.</param>
/// <param name="Waiting">How much waits for its turn; more is refused.</param>
/// <param name="Streams">Streams that are open at once; more are refused.</param>
public sealed record TurnLimits(string What, int AtOnce, int Waiting, int Streams);
