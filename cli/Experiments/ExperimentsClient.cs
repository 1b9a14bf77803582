using System.Runtime.CompilerServices;
using Grpc.Core;
using Grpc.Net.Client;
using PlayCount.Contracts.V1;
using Service = PlayCount.Contracts.V1.Experiments;

namespace PlayCount.Cli.Experiments;

/// <summary>Calls to the experiments service: each in a time limit, each failure one line for a person.</summary>
internal sealed class ExperimentsClient : IDisposable
{
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(15);

    private readonly GrpcChannel _channel;
    private readonly Service.ExperimentsClient _service;
    private readonly string _address;
    private readonly TimeSpan _limit;

    public ExperimentsClient(Uri address, TimeSpan limit)
    {
        (_address, _limit) = (address.GetLeftPart(UriPartial.Authority), limit);
        _channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            DisposeHttpClient = true,
            MaxReceiveMessageSize = null, // every experiment there ever was may be listed
            HttpHandler = new SocketsHttpHandler
            {
                ConnectTimeout = limit,
                KeepAlivePingDelay = SignOfLife, // a watch has no time limit, but a server that fell silent ends it
                KeepAlivePingTimeout = SignOfLife,
            },
        });
        _service = new Service.ExperimentsClient(_channel);
    }

    public Task<StartResponse> StartAsync(StartRequest request, CancellationToken cancellationToken) =>
        CallAsync(options => _service.StartAsync(request, options), cancellationToken);

    public Task<GetResponse> GetAsync(string id, CancellationToken cancellationToken) =>
        CallAsync(options => _service.GetAsync(new GetRequest { ExperimentId = id }, options), cancellationToken);

    public Task<ListResponse> ListAsync(CancellationToken cancellationToken) =>
        CallAsync(options => _service.ListAsync(new ListRequest(), options), cancellationToken);

    public Task<CancelResponse> CancelAsync(string id, CancellationToken cancellationToken) =>
        CallAsync(options => _service.CancelAsync(new CancelRequest { ExperimentId = id }, options), cancellationToken);

    public Task<ResumeResponse> ResumeAsync(string id, CancellationToken cancellationToken) =>
        CallAsync(options => _service.ResumeAsync(new ResumeRequest { ExperimentId = id }, options), cancellationToken);

    /// <summary>How an experiment is, at once and at every change, until it has ended.</summary>
    public async IAsyncEnumerable<Experiment> WatchAsync(string id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var call = _service.Watch(new WatchRequest { ExperimentId = id }, cancellationToken: cancellationToken);
        while (await NextAsync(call.ResponseStream, cancellationToken))
            yield return call.ResponseStream.Current.Experiment;
    }

    public void Dispose() => _channel.Dispose();

    private async Task<T> CallAsync<T>(Func<CallOptions, AsyncUnaryCall<T>> begin, CancellationToken cancellationToken)
    {
        using var call = begin(new CallOptions(deadline: DateTime.UtcNow + _limit, cancellationToken: cancellationToken));
        try
        {
            return await call.ResponseAsync;
        }
        catch (RpcException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Told(e);
        }
    }

    private async Task<bool> NextAsync(IAsyncStreamReader<WatchResponse> stream, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.MoveNext(cancellationToken);
        }
        catch (RpcException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Told(e);
        }
    }

    private ServiceException Told(RpcException failure) => failure.StatusCode switch
    {
        StatusCode.Unavailable => new($"No experiments service answers at '{_address}'. Start it, or give its --address.", true, failure),
        StatusCode.DeadlineExceeded => new(
            FormattableString.Invariant($"The service at '{_address}' did not answer within {_limit.TotalSeconds} s. ")
                + "See whether it is well, or give it a longer --timeout.",
            true,
            failure),
        StatusCode.InvalidArgument or StatusCode.NotFound or StatusCode.FailedPrecondition => new(failure.Status.Detail, false, failure),
        _ => new($"The service at '{_address}' answered {failure.StatusCode}: {failure.Status.Detail}", false, failure),
    };
}
