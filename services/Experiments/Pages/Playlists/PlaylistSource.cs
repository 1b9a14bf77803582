using Grpc.Core;
using Microsoft.Extensions.Options;
using PlayCount.Contracts.V1;
using Service = PlayCount.Contracts.V1.Playlists;

namespace PlayCount.Experiments.Pages.Playlists;

/// <summary>Asks Mapping how playlists are. Pages do without it: what cannot be asked is told in a line.</summary>
internal sealed class PlaylistSource(
    Service.PlaylistsClient playlists, IOptions<PlaylistSourceOptions> options, TimeProvider time, ILogger<PlaylistSource> log)
{
    private readonly PlaylistSourceOptions _options = options.Value;

    /// <summary>Whether there is anybody to ask.</summary>
    public bool IsThere => !string.IsNullOrEmpty(_options.Address);

    /// <summary>The newest first.</summary>
    /// <param name="experimentId">Those of an experiment; empty: all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<PlaylistList> ListAsync(string experimentId, CancellationToken cancellationToken)
    {
        if (!IsThere)
            return new([], "Playlists are made by Mapping, and this service has no address of it: set Mapping:Address.");
        try
        {
            var answer = await playlists.ListAsync(
                new ListPlaylistsRequest { ExperimentId = experimentId },
                deadline: time.GetUtcNow().UtcDateTime + TimeSpan.FromSeconds(_options.AnswerSeconds),
                cancellationToken: cancellationToken);
            return new([.. answer.Playlists.Select(PlaylistText.Of)], null);
        }
        catch (RpcException e) when (!cancellationToken.IsCancellationRequested)
        {
            Log.PlaylistsNotSeen(log, e.StatusCode.ToString());
            return new([], "Mapping does not answer now, and how the playlists are is not known. Load the page again later.");
        }
    }
}

/// <summary>Playlists as a page shows them.</summary>
/// <param name="Rows">The playlists.</param>
/// <param name="Line">Why they cannot be shown; null where they can.</param>
public sealed record PlaylistList(IReadOnlyList<PlaylistText> Rows, string? Line);
