using System.Runtime.CompilerServices;
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
    private readonly ServiceCalls _calls;

    public ExperimentsClient(Uri address, TimeSpan limit)
    {
        _calls = new ServiceCalls("experiments", address, limit);
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
        _calls.CallAsync(options => _service.StartAsync(request, options), cancellationToken);

    public Task<GetResponse> GetAsync(string id, CancellationToken cancellationToken) =>
        _calls.CallAsync(options => _service.GetAsync(new GetRequest { ExperimentId = id }, options), cancellationToken);

    public Task<ListResponse> ListAsync(CancellationToken cancellationToken) =>
        _calls.CallAsync(options => _service.ListAsync(new ListRequest(), options), cancellationToken);

    public Task<CancelResponse> CancelAsync(string id, CancellationToken cancellationToken) =>
        _calls.CallAsync(options => _service.CancelAsync(new CancelRequest { ExperimentId = id }, options), cancellationToken);

    public Task<ResumeResponse> ResumeAsync(string id, CancellationToken cancellationToken) =>
        _calls.CallAsync(options => _service.ResumeAsync(new ResumeRequest { ExperimentId = id }, options), cancellationToken);

    /// <summary>How an experiment is, at once and at every change, until it has ended.</summary>
    public async IAsyncEnumerable<Experiment> WatchAsync(string id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var call = _service.Watch(new WatchRequest { ExperimentId = id }, cancellationToken: cancellationToken);
        while (await _calls.ToldAsync(() => call.ResponseStream.MoveNext(cancellationToken), cancellationToken))
            yield return call.ResponseStream.Current.Experiment;
    }

    public void Dispose() => _channel.Dispose();
}
