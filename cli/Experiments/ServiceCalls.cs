using Grpc.Core;

namespace PlayCount.Cli.Experiments;

/// <summary>Calls to a service: each in a time limit, each failure one line for a person.</summary>
/// <param name="service">What the service is called.</param>
/// <param name="address">Where it should be.</param>
/// <param name="limit">How long a call may take.</param>
internal sealed class ServiceCalls(string service, Uri address, TimeSpan limit)
{
    private readonly string _address = address.GetLeftPart(UriPartial.Authority);

    /// <summary>Makes a call.</summary>
    /// <exception cref="ServiceException">It failed.</exception>
    public async Task<T> CallAsync<T>(Func<CallOptions, AsyncUnaryCall<T>> begin, CancellationToken cancellationToken)
    {
        using var call = begin(new CallOptions(deadline: DateTime.UtcNow + limit, cancellationToken: cancellationToken));
        return await ToldAsync(() => call.ResponseAsync, cancellationToken);
    }

    /// <summary>Waits for a part of an answer that has no time limit.</summary>
    /// <exception cref="ServiceException">It failed.</exception>
    public async Task<T> ToldAsync<T>(Func<Task<T>> part, CancellationToken cancellationToken)
    {
        try
        {
            return await part();
        }
        catch (RpcException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Told(e);
        }
    }

    private ServiceException Told(RpcException failure) => failure.StatusCode switch
    {
        // What the channel says of a service that is away does not concern people; what the service itself says does.
        StatusCode.Unavailable when failure.Status.DebugException is not null =>
            new($"No {service} service answers at '{_address}'. Start it, or give its --address.", true, failure),
        StatusCode.DeadlineExceeded => new(
            FormattableString.Invariant($"The service at '{_address}' did not answer within {limit.TotalSeconds} s. ")
                + "See whether it is well, or give it a longer --timeout.",
            true,
            failure),
        StatusCode.InvalidArgument or StatusCode.NotFound or StatusCode.FailedPrecondition or StatusCode.ResourceExhausted
            or StatusCode.Unavailable => new(failure.Status.Detail, failure.StatusCode == StatusCode.Unavailable, failure),
        StatusCode.Unimplemented => new(failure.Status.Detail.Contains("Mapping:", StringComparison.Ordinal)
            ? failure.Status.Detail
            : $"What answers at '{_address}' is no {service} service. Give its --address.", false, failure),
        _ => new($"The service at '{_address}' answered {failure.StatusCode}: {failure.Status.Detail}", false, failure),
    };
}
