using Grpc.Net.Client;
using PlayCount.Cli.Experiments;
using PlayCount.Contracts.V1;
using Service = PlayCount.Contracts.V1.Playlists;

namespace PlayCount.Cli.Playlists;

/// <summary>Calls to the mapping service: each in a time limit, each failure one line for a person.</summary>
internal sealed class PlaylistsClient : IDisposable
{
    private readonly GrpcChannel _channel;
    private readonly Service.PlaylistsClient _service;
    private readonly ServiceCalls _calls;

    public PlaylistsClient(Uri address, TimeSpan limit)
    {
        _calls = new ServiceCalls("mapping", address, limit);
        _channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            DisposeHttpClient = true,
            HttpHandler = new SocketsHttpHandler { ConnectTimeout = limit },
        });
        _service = new Service.PlaylistsClient(_channel);
    }

    public async Task<Playlist> CreateAsync(CreatePlaylistRequest request, CancellationToken cancellationToken) =>
        (await _calls.CallAsync(options => _service.CreateAsync(request, options), cancellationToken)).Playlist;

    public async Task<Playlist> GetAsync(string id, CancellationToken cancellationToken) => (await _calls.CallAsync(
        options => _service.GetAsync(new GetPlaylistRequest { PlaylistId = id }, options), cancellationToken)).Playlist;

    public Task<ListPlaylistsResponse> ListAsync(CancellationToken cancellationToken) =>
        _calls.CallAsync(options => _service.ListAsync(new ListPlaylistsRequest(), options), cancellationToken);

    public async Task<Playlist> ResumeAsync(string id, CancellationToken cancellationToken) => (await _calls.CallAsync(
        options => _service.ResumeAsync(new ResumePlaylistRequest { PlaylistId = id }, options), cancellationToken)).Playlist;

    public Task<BeginSignInResponse> BeginSignInAsync(CancellationToken cancellationToken) =>
        _calls.CallAsync(options => _service.BeginSignInAsync(new BeginSignInRequest(), options), cancellationToken);

    public Task EndSignInAsync(string code, string state, CancellationToken cancellationToken) => _calls.CallAsync(
        options => _service.EndSignInAsync(new EndSignInRequest { Code = code, State = state }, options), cancellationToken);

    public void Dispose() => _channel.Dispose();
}
