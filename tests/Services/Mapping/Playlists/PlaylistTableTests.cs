using Microsoft.Extensions.Options;
using PlayCount.Mapping.Playlists;
using PlayCount.Mapping.Playlists.Calling;
using PlayCount.Mapping.Playlists.Making;
using PlayCount.ServiceDefaults.Data;
using PlayCount.Services.Tests.Servers;
using PlayCount.SpotifyFake;

namespace PlayCount.Services.Tests.Mapping.Playlists;

public sealed class SqlitePlaylistTableTests() : PlaylistTableTests(new SqliteStore());

[Trait("Set", "Full")]
public sealed class MariaDbPlaylistTableTests(MariaDb server) : PlaylistTableTests(new MariaDbStore(server));

/// <summary>What holds of playlists and of the app's gate in every SQL engine.</summary>
public abstract class PlaylistTableTests(SqlStore store) : IAsyncLifetime, ISqlStores
{
    private const string Name = "Größte Lieder ♫";

    private readonly VirtualClock _clock = new();
    private PlaylistTable _table = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await store.PrepareAsync();
        _table = new PlaylistTable(this, _clock);
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    SqlDatabase ISqlStores.Open(string owner, SqlMigrations migrations) => store.Open(migrations);

    [Fact]
    public async Task Keeps_a_list_of_ten_thousand_songs_as_it_was_given()
    {
        var tracks = PlaylistTrial.MadeUp(10_000);

        var row = await AddAsync("list", tracks: tracks);

        Assert.Equal(tracks, row.Wanted());
        Assert.Equal((10_000, Name, "sweep", 1, null), (row.Songs, row.Name, row.ExperimentId, row.Round, row.SpotifyId));
        Assert.Contains("playcount:list:", row.Marker, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_who_store_one_list_at_once_one_does_and_all_have_its_row()
    {
        var rows = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => AddAsync("list")));

        Assert.Single(rows.Select(row => row.Marker).Distinct());
        Assert.Single(await _table.ListAsync(null, Cancel));
    }

    [Fact]
    public async Task Writes_down_how_far_it_is_but_for_a_round_that_is_over()
    {
        var row = await AddAsync("list");
        var stopped = row with
        {
            State = PlaylistState.Failed,
            IsCreating = 1,
            SpotifyId = "37i9dQZF1DXcBWIGoYBM5M",
            Added = 7,
            Stalls = 2,
            NotBefore = 1_790_000_000_000,
            Reason = "Spotify ‘says’ no.",
            Refused = "a,b",
            Unavailable = "c",
        };
        await _table.SaveAsync(stopped);
        Assert.Equal(stopped, await _table.FindAsync("list", Cancel));

        await _table.ResumeAsync("list", Cancel);
        await _table.SaveAsync(stopped with { Added = 8 });

        var resumed = (await _table.FindAsync("list", Cancel))!;
        Assert.Equal((2, PlaylistState.Waiting, 7), (resumed.Round, resumed.State, resumed.Added));
        Assert.Equal((0, 0L, "", stopped.SpotifyId), (resumed.Stalls, resumed.NotBefore, resumed.Reason, resumed.SpotifyId));
    }

    [Theory]
    [InlineData(PlaylistState.Waiting, 1)]
    [InlineData(PlaylistState.Parked, 1)]
    [InlineData(PlaylistState.Done, 1)]
    [InlineData(PlaylistState.SignIn, 2)]
    [InlineData(PlaylistState.Changed, 2)]
    public async Task Of_many_who_resume_at_once_one_does_and_only_what_stopped(string state, int round)
    {
        await _table.SaveAsync(await AddAsync("list") with { State = state });

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _table.ResumeAsync("list", Cancel)));

        Assert.Equal(round, (await _table.FindAsync("list", Cancel))!.Round);
    }

    [Theory]
    [InlineData(PlaylistState.Waiting, 1, 2)]
    [InlineData(PlaylistState.Parked, 1, 2)]
    [InlineData(PlaylistState.Parked, 2, 1)]
    [InlineData(PlaylistState.Done, 1, 1)]
    [InlineData(PlaylistState.Failed, 1, 1)]
    public async Task Of_many_who_begin_one_again_at_once_one_does_and_only_where_its_round_was_left_behind(
        string state, int round, int expected)
    {
        await _table.SaveAsync(await AddAsync("list") with { State = state, NotBefore = 7, Stalls = 3, Reason = "x", Added = 2 });

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _table.BeginAgainAsync("list", round, Cancel)));

        var row = (await _table.FindAsync("list", Cancel))!;
        Assert.Equal((expected, 2), (row.Round, row.Added));
        Assert.Equal(
            expected == 2 ? (PlaylistState.Waiting, 0L, 0, "") : (state, 7L, 3, "x"), (row.State, row.NotBefore, row.Stalls, row.Reason));
    }

    [Fact]
    public async Task One_that_is_gone_at_Spotify_is_made_anew()
    {
        await _table.SaveAsync(await AddAsync("list") with
        {
            State = PlaylistState.Deleted,
            SpotifyId = "37i9dQZF1DXcBWIGoYBM5M",
            Added = 3,
            IsCreating = 1,
        });

        await _table.ResumeAsync("list", Cancel);

        var row = (await _table.FindAsync("list", Cancel))!;
        Assert.Equal((PlaylistState.Waiting, null, 0, 0), (row.State, row.SpotifyId, row.Added, row.IsCreating));
    }

    [Fact]
    public async Task Lists_the_newest_first_and_those_of_an_experiment_and_those_that_wait_for_somebody()
    {
        await AddAsync("old");
        _clock.Pass(TimeSpan.FromSeconds(1));
        await AddAsync("other", experiment: "");
        _clock.Pass(TimeSpan.FromSeconds(1));
        await _table.SaveAsync(await AddAsync("new") with { State = PlaylistState.SignIn });

        Assert.Equal(["new", "other", "old"], (await _table.ListAsync(null, Cancel)).Select(row => row.Id));
        Assert.Equal(["new", "old"], (await _table.ListAsync("sweep", Cancel)).Select(row => row.Id));
        Assert.Equal(["new"], await _table.WaitingForSignInAsync(Cancel));
    }

    [Fact]
    public async Task A_list_leaves_out_the_songs_and_names_fifty_that_are_not_to_be_had()
    {
        var tracks = PlaylistTrial.MadeUp(10_000);
        var ids = string.Join(',', tracks);
        await _table.SaveAsync(await AddAsync("list", tracks: tracks) with { Refused = ids, Unavailable = ids });

        var row = Assert.Single(await _table.ListAsync(null, Cancel));

        Assert.Equal(("", 10_000), (row.Tracks, row.Songs));
        Assert.Equal(tracks.Take(50), PlaylistRow.Ids(row.Refused));
        Assert.Equal(tracks.Take(50), PlaylistRow.Ids(row.Unavailable));
    }

    [Fact]
    public async Task The_gate_of_an_app_moves_on_and_never_back_whoever_closes_it()
    {
        Assert.Equal(0, await App().NotBeforeAsync(Cancel));

        await Task.WhenAll(Enumerable.Range(1, 8).Select(i => App().CloseAsync(i * 1_000_000_000_000, Cancel)));
        await App().CloseAsync(5, Cancel);

        Assert.Equal(8_000_000_000_000, await App().NotBeforeAsync(Cancel));
        Assert.Equal(0, await App("another").NotBeforeAsync(Cancel));
    }

    [Fact]
    public async Task Which_paths_an_app_has_is_remembered_and_may_change()
    {
        Assert.Null(await App().HasOlderPathsAsync(Cancel));

        await App().RememberPathsAsync(older: true, Cancel);
        Assert.True(await App().HasOlderPathsAsync(Cancel));

        await App().RememberPathsAsync(older: false, Cancel);
        Assert.False(await App().HasOlderPathsAsync(Cancel));
    }

    private AppTable App(string id = "app") => new(this, Options.Create(new PlaylistOptions { ClientId = id }));

    private Task<PlaylistRow> AddAsync(string id, string experiment = "sweep", IReadOnlyList<string>? tracks = null) =>
        _table.AddAsync(id, experiment, Name, tracks ?? PlaylistTrial.MadeUp(3), PlaylistState.Waiting, Cancel);
}
