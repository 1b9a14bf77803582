using System.Data.Common;
using System.Globalization;
using Grpc.Core;
using PlayCount.Contracts.V1;
using PlayCount.Mapping.Playlists.Making;
using PlayCount.Mapping.Playlists.SigningIn;
using PlayCount.ServiceDefaults.Calls;
using PlayCount.ServiceDefaults.Data;
using PlayCount.ServiceDefaults.Jobs;
using Service = PlayCount.Contracts.V1.Playlists;

namespace PlayCount.Mapping.Playlists.Serving;

/// <summary><c>playcount.v1.Playlists</c>; a status is chosen by <see cref="CallStatuses"/>.</summary>
internal sealed class PlaylistsApi(PlaylistDesk desk, SignIn signIn) : Service.PlaylistsBase
{
    public override Task<CreatePlaylistResponse> Create(CreatePlaylistRequest request, ServerCallContext context) => ToldAsync(
        async () => new CreatePlaylistResponse
        {
            Playlist = Of(await desk.CreateAsync(
                request.PlaylistId, request.Name, request.ExperimentId, request.TrackIds, context.CancellationToken)),
        });

    public override Task<GetPlaylistResponse> Get(GetPlaylistRequest request, ServerCallContext context) => ToldAsync(
        async () => new GetPlaylistResponse { Playlist = Of(await desk.GetAsync(request.PlaylistId, context.CancellationToken)) });

    public override Task<ListPlaylistsResponse> List(ListPlaylistsRequest request, ServerCallContext context) => ToldAsync(
        async () => new ListPlaylistsResponse
        {
            Playlists = { (await desk.ListAsync(request.ExperimentId, context.CancellationToken)).Select(Listed) },
        });

    public override Task<ResumePlaylistResponse> Resume(ResumePlaylistRequest request, ServerCallContext context) => ToldAsync(
        async () => new ResumePlaylistResponse { Playlist = Of(await desk.ResumeAsync(request.PlaylistId, context.CancellationToken)) });

    public override Task<BeginSignInResponse> BeginSignIn(BeginSignInRequest request, ServerCallContext context) => ToldAsync(async () =>
    {
        desk.RequireApp();
        var question = await signIn.BeginAsync(context.CancellationToken);
        return new BeginSignInResponse
        {
            Address = question.Address.AbsoluteUri,
            RedirectPort = question.RedirectPort,
            State = question.State,
            Seconds = question.Seconds,
        };
    });

    public override Task<EndSignInResponse> EndSignIn(EndSignInRequest request, ServerCallContext context) => ToldAsync(async () =>
    {
        desk.RequireApp();
        await signIn.EndAsync(request.Code, request.State, context.CancellationToken);
        await desk.SignedInAsync(context.CancellationToken);
        return new EndSignInResponse();
    });

    private static async Task<T> ToldAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (JobParkedException e)
        {
            throw new RefusedException(Refusal.NotNow, e.Message, e);
        }
        catch (DbException e) when (SqlFailure.MayPass(e))
        {
            throw new RefusedException(Refusal.NotNow, "The table of playlists cannot be read now. Call again later.", e);
        }
    }

    private static Playlist Listed(PlaylistRow row)
    {
        var playlist = Of(row);
        while (playlist.Unavailable.Count > PlaylistTable.MostNamed)
            playlist.Unavailable.RemoveAt(playlist.Unavailable.Count - 1);
        return playlist;
    }

    private static Playlist Of(PlaylistRow row) => new()
    {
        PlaylistId = row.Id,
        State = row.State switch
        {
            PlaylistState.Waiting => Playlist.Types.State.Waiting,
            PlaylistState.Parked => Playlist.Types.State.Parked,
            PlaylistState.Done => Playlist.Types.State.Done,
            PlaylistState.SignIn => Playlist.Types.State.SignIn,
            PlaylistState.Changed => Playlist.Types.State.Changed,
            PlaylistState.Deleted => Playlist.Types.State.Deleted,
            PlaylistState.Failed => Playlist.Types.State.Failed,
            _ => Playlist.Types.State.Unspecified,
        },
        Name = row.Name,
        ExperimentId = row.ExperimentId,
        SpotifyId = row.SpotifyId ?? "",
        Songs = row.Songs,
        Added = row.Added,
        NotBefore = row.NotBefore > 0 ? Time(row.NotBefore) : "",
        Reason = Reason(row),
        Unavailable = { PlaylistRow.Ids(row.Refused).Concat(PlaylistRow.Ids(row.Unavailable)) },
        Created = Time(row.CreatedAt),
    };

    private static string Reason(PlaylistRow row) =>
        row.Reason.Length == 0 && row.State == PlaylistState.SignIn
            ? "Nobody has signed in at Spotify yet. Run 'playcount playlist sign-in'."
            : row.Reason;

    private static string Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime
        .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
