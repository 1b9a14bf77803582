using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using PlayCount.Contracts.V1;
using PlayCount.Mapping;
using PlayCount.Mapping.Playlists.Calling;
using PlayCount.Mapping.Playlists.Making;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.ServiceDefaults.Data;
using PlayCount.ServiceDefaults.Jobs;
using PlayCount.Services.Tests.Calls;
using PlayCount.SpotifyFake;
using Service = PlayCount.Contracts.V1.Playlists;
using State = PlayCount.Contracts.V1.Playlist.Types.State;

namespace PlayCount.Services.Tests.Mapping.Playlists;

/// <summary>The whole service over gRPC, with its jobs, against the fake.</summary>
public sealed class PlaylistsApiTests : IAsyncLifetime
{
    private static readonly IReadOnlyList<string> Wanted = PlaylistTrial.MadeUp(150);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("playcount-api-");
    private PlaylistTrial _trial = null!;
    private CallServer? _server;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Service.PlaylistsClient Client => new(_server!.Channel());

    public async ValueTask InitializeAsync() => _trial = await PlaylistTrial.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        await _trial.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Made_before_anybody_signed_in_a_playlist_waits_for_that_and_goes_on_by_itself()
    {
        await StartAsync();
        var created = (await Client.CreateAsync(Request(), cancellationToken: Cancel)).Playlist;
        await SignInAsync();
        var done = await EndAsync(created.PlaylistId);

        Assert.Equal((State.SignIn, 150, 16), (created.State, created.Songs, created.PlaylistId.Length));
        Assert.Equal("Nobody has signed in at Spotify yet. Run 'playcount playlist sign-in'.", created.Reason);
        Assert.Equal((State.Done, 150, ""), (done.State, done.Added, done.Reason));
        Assert.Equal(Wanted, Assert.Single(_trial.Spotify.Playlists.All).Tracks);
    }

    [Fact]
    public async Task Created_and_resumed_many_times_at_once_a_playlist_is_one_and_exact()
    {
        await StartAsync();
        await SignInAsync();
        _trial.Spotify.Script = call => call.Method == "POST" && call.Path.EndsWith("/items", StringComparison.Ordinal)
            ? Fault.Of(403) : null;
        var client = Client;
        var created = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            async _ => (await client.CreateAsync(Request(), cancellationToken: Cancel)).Playlist.PlaylistId));
        var id = Assert.Single(created.Distinct());
        Assert.Equal(State.Failed, (await EndAsync(id)).State);
        _trial.Spotify.Script = _ => null;

        await Task.WhenAll(Enumerable.Range(0, 16).Select(
            async _ => await client.ResumeAsync(new ResumePlaylistRequest { PlaylistId = id }, cancellationToken: Cancel)));
        var done = await EndAsync(id);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(
            async _ => await client.ResumeAsync(new ResumePlaylistRequest { PlaylistId = id }, cancellationToken: Cancel)));

        Assert.Equal((State.Done, 150), (done.State, done.Added));
        Assert.Equal(Wanted, Assert.Single(_trial.Spotify.Playlists.All).Tracks);
    }

    [Fact]
    public async Task A_playlist_of_an_experiment_holds_its_mapped_songs_once_each_in_the_order_of_their_ids()
    {
        await StartAsync();
        _server!.Services.GetRequiredService<IBlobStore>().Below("first").WriteText("mapping.csv", file => file.Write(
            $"song_id,spotify_id,artist,title\nSOA,{Wanted[4]},a,b\nSOB,,c,d\nSOC,{Wanted[2]},e,f\nSOD,{Wanted[4]},g,h\n"));
        await SignInAsync();

        var created = await Client.CreateAsync(new() { Name = "First", ExperimentId = "first" }, cancellationToken: Cancel);
        await EndAsync(created.Playlist.PlaylistId);
        var listed = await Client.ListAsync(new() { ExperimentId = "first" }, cancellationToken: Cancel);
        var others = await Client.ListAsync(new() { ExperimentId = "second" }, cancellationToken: Cancel);

        Assert.Equal([Wanted[4], Wanted[2]], Assert.Single(_trial.Spotify.Playlists.All).Tracks);
        Assert.Equal(("first", 2), (Assert.Single(listed.Playlists).ExperimentId, listed.Playlists[0].Songs));
        Assert.Empty(others.Playlists);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Left_behind_by_a_job_that_could_not_write_a_row_it_goes_on_when_it_is_resumed_or_asked_for_again(bool isCreated)
    {
        await StartAsync();
        await SignInAsync();
        var rows = _server!.Services.GetRequiredService<ISqlStores>().Open(SpotifyTables.Owner, SpotifyTables.Migrations);
        await rows.ExecuteAsync(
            "CREATE TRIGGER no_room BEFORE UPDATE ON spotify_playlists BEGIN SELECT RAISE(ABORT, 'no room'); END", null, Cancel);
        var id = (await Client.CreateAsync(Request(), cancellationToken: Cancel)).Playlist.PlaylistId;
        var states = _server.Services.GetRequiredService<JobStates<MappingJobs>>();
        while (await states.FindAsync($"playlist.{id}", "playlist", Cancel) is not { State: "failed" })
            await Task.Delay(20, Cancel);
        var left = (await Client.GetAsync(new() { PlaylistId = id }, cancellationToken: Cancel)).Playlist;
        await rows.ExecuteAsync("DROP TRIGGER no_room", null, Cancel);

        var client = Client;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ => isCreated
            ? (await client.CreateAsync(Request(), cancellationToken: Cancel)).Playlist
            : (await client.ResumeAsync(new() { PlaylistId = id }, cancellationToken: Cancel)).Playlist));
        var done = await EndAsync(id);

        Assert.Equal(State.Waiting, left.State);
        Assert.Equal((State.Done, 150), (done.State, done.Added));
        Assert.Equal(Wanted, Assert.Single(_trial.Spotify.Playlists.All).Tracks);
    }

    [Fact]
    public async Task The_address_to_sign_in_at_is_one_link_as_it_is_shown()
    {
        await StartAsync();

        var question = await Client.BeginSignInAsync(new(), cancellationToken: Cancel);

        Assert.DoesNotContain(' ', question.Address);
        Assert.Contains("scope=playlist-modify-private%20playlist-read-private&", question.Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parked_playlist_says_until_when()
    {
        await StartAsync();
        await SignInAsync();
        _trial.Spotify.Script = _ => Fault.Wait(86_400);

        var created = (await Client.CreateAsync(Request(), cancellationToken: Cancel)).Playlist;
        var parked = await EndAsync(created.PlaylistId, State.Parked);

        var notBefore = DateTimeOffset.Parse(parked.NotBefore, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(notBefore, DateTimeOffset.UtcNow.AddHours(23), DateTimeOffset.UtcNow.AddHours(24));
        Assert.StartsWith("Spotify wants no calls of this app before", parked.Reason, StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await Client.BeginSignInAsync(new(), cancellationToken: Cancel));
        Assert.Equal(StatusCode.Unavailable, refused.StatusCode);
    }

    [Theory]
    [InlineData("a b", "List", "", "s000000000000000000001", StatusCode.InvalidArgument, "'a b' is no id of a playlist")]
    [InlineData("", " ", "", "s000000000000000000001", StatusCode.InvalidArgument, "' ' is no name of a playlist")]
    [InlineData("", "a\nb", "", "s000000000000000000001", StatusCode.InvalidArgument, "is no name of a playlist")]
    [InlineData("", "List", "", "", StatusCode.InvalidArgument, "Either an experiment or a list")]
    [InlineData("", "List", "first", "s000000000000000000001", StatusCode.InvalidArgument, "Either an experiment or a list")]
    [InlineData("", "List", "", "spotify:track:s0000001", StatusCode.InvalidArgument, "'spotify:track:s0000001' is no Spotify id")]
    [InlineData("", "List", "../x", "", StatusCode.InvalidArgument, "'../x' is no id of an experiment")]
    [InlineData("", "List", "first", "", StatusCode.NotFound, "The experiment 'first' has no mapped songs")]
    public async Task What_cannot_be_used_is_refused(
        string id, string name, string experiment, string track, StatusCode status, string text)
    {
        await StartAsync();
        var request = new CreatePlaylistRequest { PlaylistId = id, Name = name, ExperimentId = experiment };
        if (track.Length > 0)
            request.TrackIds.Add(track);

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await Client.CreateAsync(request, cancellationToken: Cancel));

        Assert.Equal(status, refused.StatusCode);
        Assert.Contains(text, refused.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thousand_lists_whose_songs_are_not_to_be_had_come_in_one_answer_and_each_alone_names_all()
    {
        await StartAsync();
        var table = _server!.Services.GetRequiredService<PlaylistTable>();
        var ids = string.Join(',', PlaylistTrial.MadeUp(200));
        for (var i = 0; i < 1_000; i++)
        {
            var row = await table.AddAsync($"list{i}", "", "A list", Wanted, PlaylistState.Failed, Cancel);
            await table.SaveAsync(row with { Refused = ids, Unavailable = ids });
        }

        var listed = (await Client.ListAsync(new(), cancellationToken: Cancel)).Playlists;
        var alone = (await Client.GetAsync(new() { PlaylistId = "list7" }, cancellationToken: Cancel)).Playlist;

        Assert.Equal(1_000, listed.Count);
        Assert.All(listed, playlist => Assert.Equal(50, playlist.Unavailable.Count));
        Assert.Equal(400, alone.Unavailable.Count);
    }

    [Fact]
    public async Task A_name_is_kept_without_the_blanks_around_it()
    {
        await StartAsync();
        var request = Request();
        var plain = (await Client.CreateAsync(request, cancellationToken: Cancel)).Playlist;
        request.Name = $"  {request.Name}{new string(' ', 200)}";

        var padded = (await Client.CreateAsync(request, cancellationToken: Cancel)).Playlist;

        Assert.Equal((plain.PlaylistId, "List"), (padded.PlaylistId, padded.Name));
    }

    [Fact]
    public async Task Mapped_songs_that_cannot_be_read_now_are_for_later()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux: a file that nobody can read, whoever runs the test");
        await StartAsync();
        _server!.Services.GetRequiredService<IBlobStore>().Below("first").WriteText("mapping.csv", file => file.Write("song_id"));
        var blob = Directory.EnumerateFiles(_folder.FullName, "mapping.csv", SearchOption.AllDirectories).Single();
        File.Delete(blob);
        File.CreateSymbolicLink(blob, "/proc/self/mem");

        var refused = await Assert.ThrowsAsync<RpcException>(
            async () => await Client.CreateAsync(new() { Name = "First", ExperimentId = "first" }, cancellationToken: Cancel));

        Assert.Equal(
            (StatusCode.Unavailable, "The mapped songs of the experiment 'first' cannot be read now. Call again later."),
            (refused.StatusCode, refused.Status.Detail));
    }

    [Fact]
    public async Task Another_list_under_the_same_id_is_refused_and_an_unknown_id_is_told()
    {
        await StartAsync();
        var request = Request();
        request.PlaylistId = "one";
        await Client.CreateAsync(request, cancellationToken: Cancel);
        request.TrackIds.RemoveAt(0);

        var other = await Assert.ThrowsAsync<RpcException>(async () => await Client.CreateAsync(request, cancellationToken: Cancel));
        var none = await Assert.ThrowsAsync<RpcException>(
            async () => await Client.GetAsync(new() { PlaylistId = "two" }, cancellationToken: Cancel));

        Assert.Equal("There is a playlist 'one' with another list or name. Give another id, or none.", other.Status.Detail);
        Assert.Equal((StatusCode.NotFound, "There is no playlist 'two'."), (none.StatusCode, none.Status.Detail));
    }

    [Fact]
    public async Task Without_an_app_it_says_what_to_set()
    {
        await StartAsync(("Mapping:Playlists:ClientId", ""));

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await Client.CreateAsync(Request(), cancellationToken: Cancel));

        Assert.Equal(StatusCode.Unimplemented, refused.StatusCode);
        Assert.Contains("set Mapping:Playlists:ClientId", refused.Status.Detail, StringComparison.Ordinal);
    }

    private async Task StartAsync(params (string Key, string Value)[] settings) => _server = await CallServer.MappingAsync(
        _folder.FullName,
        null,
        [
            .. _trial.Settings().Where(usual => settings.All(other => other.Key != usual.Key)).Select(usual => (usual.Key, usual.Value!)),
            ("Jobs:PollSeconds", "0.05"),
            .. settings,
        ]);

    private static CreatePlaylistRequest Request() => new() { Name = "List", TrackIds = { Wanted, Wanted[3] } };

    private async Task SignInAsync()
    {
        var question = await Client.BeginSignInAsync(new(), cancellationToken: Cancel);
        var answer = await _trial.BrowseAsync(new Uri(question.Address));
        await Client.EndSignInAsync(new() { Code = answer["code"]!, State = answer["state"]! }, cancellationToken: Cancel);
    }

    private async Task<Playlist> EndAsync(string id, params State[] ends)
    {
        while (true)
        {
            var now = (await Client.GetAsync(new() { PlaylistId = id }, cancellationToken: Cancel)).Playlist;
            if (ends.Length > 0 ? ends.Contains(now.State) : now.State is not (State.Waiting or State.Parked))
                return now;
            await Task.Delay(20, Cancel);
        }
    }
}
