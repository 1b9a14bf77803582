using MassTransit;

namespace PlayCount.ServiceDefaults.Messaging;

/// <summary>Publishing that does not wait forever.</summary>
public static class BusExtensions
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>Publishes a message as what it is. Without a broker the transport would wait without end; here it gives up.</summary>
    /// <exception cref="TimeoutException">The transport did not take it in 30 s.</exception>
    /// <exception cref="IOException">The transport failed: that may pass, whatever its exception.</exception>
    public static Task PublishInTimeAsync(this IPublishEndpoint bus, object message, CancellationToken cancellationToken) =>
        PublishInTimeAsync(bus, message, Longest, cancellationToken);

    /// <summary>The same with a time of the caller's own.</summary>
    internal static async Task PublishInTimeAsync(
        this IPublishEndpoint bus, object message, TimeSpan longest, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(longest);
        try
        {
            // The transport may forget what it was sending when its connection broke, and then hears of no cancellation either.
            await bus.Publish(message, message.GetType(), limit.Token).WaitAsync(limit.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(
                $"The broker did not take a {message.GetType().Name} within {longest.TotalSeconds} s. Is it running?", e);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new IOException($"The broker did not take a {message.GetType().Name}: {e.Message}", e);
        }
    }
}
