using System.Runtime.Versioning;
using Microsoft.Extensions.DependencyInjection;
using PlayCount.Mapping.Playlists.Making;
using PlayCount.SpotifyFake;

namespace PlayCount.Services.Tests.Mapping.Playlists;

/// <summary>What a playlist says when it cannot go on by itself, and how it goes on then.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PlaylistStateTests : IAsyncLifetime
{
    private static readonly IReadOnlyList<string> Wanted = PlaylistTrial.MadeUp(150);

    private PlaylistTrial _trial = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _trial = await PlaylistTrial.StartAsync();
        await _trial.SignInAsync(_trial.Process());
        await _trial.AddAsync("list", Wanted);
    }

    public ValueTask DisposeAsync() => _trial.DisposeAsync();

    [Fact]
    public async Task A_private_playlist_with_the_list_s_name_is_made_and_read_back()
    {
        var row = await _trial.RunAsync("list");

        _trial.AssertExact(row, Wanted, "list");
        var made = Assert.Single(_trial.Spotify.Playlists.All);
        Assert.Equal(("A list", false), (made.Name, made.IsPublic));
        Assert.StartsWith("Made by PlayCount. [playcount:list:", made.Description, StringComparison.Ordinal);
        Assert.Equal((150, ""), (row.Added, row.Unavailable));
        Assert.True(_trial.Spotify.Calls.Count <= 10, $"{_trial.Spotify.Calls.Count}"); // 1 code, 1 made, 2 added, 1 + 1 + 3 read
    }

    [Fact]
    public async Task Without_a_total_the_search_for_one_whose_answer_was_lost_is_not_over_and_none_is_made_twice()
    {
        const int OnePage = 50;
        var row = await RowAsync();
        await _trial.Process().GetRequiredService<PlaylistTable>().SaveAsync(row with { IsCreating = 1 });
        foreach (var text in new[] { row.Marker }.Concat(Enumerable.Repeat("Another's", OnePage)))
        {
            var id = $"{Made().Count() + 1_000:d22}";
            _trial.Spotify.Playlists.All.Add(new FakePlaylist { Id = id, Name = "A list", Description = text, IsPublic = false });
        }

        _trial.Spotify.Playlists.NamesTotal = false;

        var failed = await _trial.RunAsync("list");
        _trial.Spotify.Playlists.NamesTotal = true;
        await ResumeAsync();
        var done = await _trial.RunAsync("list");

        Assert.Equal(PlaylistState.Failed, failed.State);
        Assert.StartsWith("Spotify's Web API answered with a list without a total.", failed.Reason, StringComparison.Ordinal);
        _trial.AssertExact(done, Wanted, "list");
        Assert.Equal(1 + OnePage, Made().Count());
    }

    [Fact]
    public async Task Songs_that_others_put_on_it_stop_it_and_once_they_are_off_it_goes_on()
    {
        await StopAfterFirstAddAsync();
        var made = _trial.Spotify.Playlists.All.Single();
        made.Tracks.Insert(7, "somebody0000000000else");

        var stopped = await _trial.RunAsync("list");
        made.Tracks.RemoveAt(7);
        await ResumeAsync();
        var done = await _trial.RunAsync("list");

        Assert.Equal(PlaylistState.Changed, stopped.State);
        Assert.Equal(
            "Somebody else changed the playlist: in place 8 is not the song that the list has there. Take off what was put on and move "
                + "back what was moved, or delete the playlist, and resume it.",
            stopped.Reason);
        _trial.AssertExact(done, Wanted, "list");
    }

    [Fact]
    public async Task A_song_that_was_moved_stops_it_and_nothing_is_added()
    {
        await StopAfterFirstAddAsync();
        var made = _trial.Spotify.Playlists.All.Single();
        (made.Tracks[3], made.Tracks[4]) = (made.Tracks[4], made.Tracks[3]);

        var stopped = await _trial.RunAsync("list");

        Assert.Equal((PlaylistState.Changed, 100), (stopped.State, made.Tracks.Count));
    }

    [Fact]
    public async Task One_that_was_deleted_says_so_and_is_made_anew_when_it_is_resumed()
    {
        await StopAfterFirstAddAsync();
        var first = (await RowAsync()).SpotifyId;
        _trial.Spotify.Playlists.All.Clear();

        var gone = await _trial.RunAsync("list");
        await ResumeAsync();
        var done = await _trial.RunAsync("list");

        Assert.Equal(
            (PlaylistState.Deleted, "The playlist is no longer at Spotify. Resume it, and another one is made."),
            (gone.State, gone.Reason));
        _trial.AssertExact(done, Wanted, "list");
        Assert.NotEqual(first, done.SpotifyId);
    }

    [Fact]
    public async Task Without_consent_it_asks_for_a_sign_in_and_goes_on_after_it()
    {
        await StopAfterFirstAddAsync();
        _trial.Spotify.Accounts.Revoke();

        var stopped = await _trial.RunAsync("list");
        await _trial.SignInAsync(_trial.Process());
        await ResumeAsync();
        var done = await _trial.RunAsync("list");

        Assert.Equal(PlaylistState.SignIn, stopped.State);
        Assert.Contains("Run 'playcount playlist sign-in'.", stopped.Reason, StringComparison.Ordinal);
        _trial.AssertExact(done, Wanted, "list");
    }

    [Fact]
    public async Task A_token_file_that_others_may_read_stops_it()
    {
        File.SetUnixFileMode(_trial.TokenPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        var stopped = await _trial.RunAsync("list");

        Assert.Equal(PlaylistState.SignIn, stopped.State);
        Assert.Contains("(mode 604): mode 600 is right", stopped.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Songs_that_Spotify_lost_or_plays_as_others_count_as_those_that_are_wanted()
    {
        foreach (var lost in new[] { Wanted[0], Wanted[60], Wanted[149] })
            _trial.Spotify.Playlists.Lost.Add(lost);
        for (var i = 10; i < 120; i += 10)
            _trial.Spotify.Playlists.Relinked[Wanted[i]] = $"other{i}".PadRight(22, 'x');
        _trial.Spotify.Script = call => call.Method == "POST" ? new Fault(FaultKind.CutAfter) : null;

        var row = await FewFaultsAsync(4);

        _trial.AssertExact(row, Wanted, "list");
        Assert.Equal($"{Wanted[0]},{Wanted[60]},{Wanted[149]}", row.Unavailable);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(149)]
    public async Task A_song_that_Spotify_does_not_take_is_left_out_and_told(int place)
    {
        _trial.Spotify.Playlists.Unknown.Add(Wanted[place]);

        var row = await _trial.RunAsync("list");

        _trial.AssertExact(row, [.. Wanted.Where((_, i) => i != place)], "list");
        Assert.Equal((Wanted[place], 149), (row.Refused, row.Added));
    }

    [Fact]
    public async Task A_song_that_the_user_s_country_does_not_play_is_on_it_and_told()
    {
        _trial.Spotify.Playlists.Unplayable.Add(Wanted[60]);

        var row = await _trial.RunAsync("list");

        _trial.AssertExact(row, Wanted, "list");
        Assert.Equal((Wanted[60], "", 150), (row.Unavailable, row.Refused, row.Added));
    }

    [Fact]
    public async Task A_refusal_of_the_accounts_service_is_no_song_s_fault()
    {
        await _trial.AddAsync("one-more", Wanted.Take(101).ToList());
        _trial.Spotify.Script = call => call.Path == "/api/token" ? Fault.Of(400) : IsLastAdd(call) ? Fault.Of(401) : null;

        var failed = await _trial.RunAsync("one-more");
        _trial.Spotify.Script = _ => null;
        await _trial.ResumeAsync("one-more");
        var done = await _trial.RunAsync("one-more");

        Assert.Equal((PlaylistState.Failed, "", 100), (failed.State, failed.Refused, failed.Added));
        Assert.StartsWith("The accounts service of Spotify answered 400", failed.Reason, StringComparison.Ordinal);
        _trial.AssertExact(done, Wanted.Take(101).ToList(), "one-more");
    }

    [Fact]
    public async Task Songs_taken_off_just_before_the_last_one_is_added_are_not_its_fault()
    {
        await _trial.AddAsync("one-more", Wanted.Take(101).ToList());
        var left = 1;
        _trial.Spotify.Script = call =>
        {
            if (IsLastAdd(call) && left-- > 0)
                _trial.Spotify.Playlists.All.Single().Tracks.RemoveAt(99);
            return null;
        };

        var row = await _trial.RunAsync("one-more");

        _trial.AssertExact(row, Wanted.Take(101).ToList(), "one-more");
        Assert.Equal("", row.Refused);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(150)]
    public async Task Refused_whatever_the_song_is_it_fails_and_none_is_left_out(int songs)
    {
        var wanted = Wanted.Take(songs).ToList();
        await _trial.AddAsync("none", wanted);
        _trial.Spotify.Script = call => call.Method == "POST" && call.Path.EndsWith("/items", StringComparison.Ordinal)
            ? Fault.Of(400) : null;

        var failed = await _trial.RunAsync("none");
        _trial.Spotify.Script = _ => null;
        await _trial.ResumeAsync("none");
        var done = await _trial.RunAsync("none");

        Assert.Equal((PlaylistState.Failed, ""), (failed.State, failed.Refused));
        Assert.StartsWith(
            $"Spotify's Web API answered 400 to a request to add songs, for each alone of '{string.Join(',', wanted.Take(2))}'",
            failed.Reason, StringComparison.Ordinal);
        _trial.AssertExact(done, wanted, "none");
    }

    [Fact]
    public async Task Resumed_it_tries_songs_again_that_were_refused_but_for_those_that_others_have_passed()
    {
        _trial.Spotify.Playlists.Unknown.Add(Wanted[50]);
        _trial.Spotify.Playlists.Unknown.Add(Wanted[120]);
        _trial.Spotify.Script = call => call.Method == "POST" && Made().Any(made => made.Tracks.Count >= 119) ? Fault.Of(403) : null;
        await _trial.RunAsync("list");
        await _trial.Process().GetRequiredService<PlaylistTable>().SaveAsync(
            await RowAsync() with { Refused = $"{Wanted[50]},{Wanted[120]}", State = PlaylistState.Failed });
        _trial.Spotify.Playlists.Unknown.Clear();
        _trial.Spotify.Script = _ => null;

        await ResumeAsync();
        var row = await _trial.RunAsync("list");

        _trial.AssertExact(row, [.. Wanted.Where((_, i) => i != 50)], "list");
        Assert.Equal((Wanted[50], 149), (row.Refused, row.Added));
    }

    [Fact]
    public async Task What_was_not_foreseen_fails_it_and_says_where_to_look()
    {
        var process = _trial.Process(services => services.AddHttpClient("spotify").AddHttpMessageHandler(
            () => new BeforeCalls(_ => throw new InvalidOperationException("Odd."))));

        var maker = process.GetRequiredService<PlaylistMaker>();
        var begun = await RowAsync();
        await Assert.ThrowsAsync<PlaylistStoppedException>(() => maker.MakeAsync(begun, Cancel));

        var row = await RowAsync();
        Assert.Equal(
            (PlaylistState.Failed,
                "It failed for a reason that was not foreseen: Odd. See the log of Mapping, and resume it once the cause is mended."),
            (row.State, row.Reason));
    }

    [Fact]
    public async Task A_token_file_that_cannot_be_read_stops_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux: a file that nobody can read, whoever runs the test");
        File.Delete(_trial.TokenPath);
        File.CreateSymbolicLink(_trial.TokenPath, "/proc/self/mem");

        var stopped = await _trial.RunAsync("list");

        Assert.Equal(PlaylistState.SignIn, stopped.State);
        Assert.Contains("cannot be read: ", stopped.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_it_is_worked_on_it_says_so_and_how_far_it_is()
    {
        var begun = await _trial.AddAsync("long", PlaylistTrial.MadeUp(350));
        var parked = begun with { State = PlaylistState.Parked, NotBefore = 7, Reason = "Spotify fails." };
        var seen = new List<(string State, int Added, long NotBefore, string Reason)>();
        var process = _trial.Process(services => services.AddHttpClient("spotify").AddHttpMessageHandler(
            () => new BeforeCalls(async request =>
            {
                var row = (await _trial.Process().GetRequiredService<PlaylistTable>().FindAsync("long", Cancel))!;
                if (request.Method == HttpMethod.Post)
                    seen.Add((row.State, row.Added, row.NotBefore, row.Reason));
            })));
        await process.GetRequiredService<PlaylistTable>().SaveAsync(parked);

        await process.GetRequiredService<PlaylistMaker>().MakeAsync(parked, Cancel);

        Assert.Equal([0, 0, 100, 200, 300], seen.Select(row => row.Added)); // the playlist is made, and songs are added four times
        Assert.All(seen, row => Assert.Equal((PlaylistState.Waiting, 0L, ""), (row.State, row.NotBefore, row.Reason)));
    }

    [Theory]
    [InlineData(PathGeneration.Newer, 403)]
    [InlineData(PathGeneration.Older, 403)]
    [InlineData(PathGeneration.Older, 404)]
    [InlineData(PathGeneration.Older, 410)]
    public async Task The_paths_that_the_app_has_are_found_once_and_remembered(PathGeneration paths, int status)
    {
        (_trial.Spotify.Playlists.Paths, _trial.Spotify.Playlists.MissingPath) = (paths, status);

        _trial.AssertExact(await _trial.RunAsync("list"), Wanted, "list");
        await _trial.AddAsync("second", Wanted);
        await _trial.RunAsync("second");

        var wrong = _trial.Spotify.Calls.Count(call => paths == PathGeneration.Newer
            ? call.Path.EndsWith("/tracks", StringComparison.Ordinal)
            : call.Path.EndsWith("/items", StringComparison.Ordinal) || call is { Method: "POST", Path: "/v1/me/playlists" });
        Assert.Equal(paths == PathGeneration.Newer ? 0 : 1, wrong);
    }

    [Fact]
    public async Task Older_paths_that_are_taken_away_meanwhile_are_left_for_the_newer_ones()
    {
        _trial.Spotify.Playlists.Paths = PathGeneration.Older;
        await StopAfterFirstAddAsync();
        _trial.Spotify.Playlists.Paths = PathGeneration.Newer;

        _trial.AssertExact(await _trial.RunAsync("list"), Wanted, "list");
    }

    [Fact]
    public async Task What_the_user_may_not_do_fails_it_with_what_to_do()
    {
        _trial.Spotify.Script = call => call.Method == "POST" ? Fault.Of(403) : null;

        var failed = await _trial.RunAsync("list");

        Assert.Equal(PlaylistState.Failed, failed.State);
        Assert.StartsWith("Spotify's Web API answered 403 to a request to make a playlist. The user who signed in may not do that",
            failed.Reason, StringComparison.Ordinal);
    }

    /// <summary>Whether songs are added to a playlist of 100.</summary>
    private bool IsLastAdd(FakeCall call) => call.Method == "POST" && call.Path.EndsWith("/items", StringComparison.Ordinal)
        && Made().Any(made => made.Tracks.Count == 100);

    private IEnumerable<FakePlaylist> Made() => _trial.Spotify.Playlists.All;

    /// <summary>Kills the process before its second call that adds songs.</summary>
    private async Task StopAfterFirstAddAsync()
    {
        _trial.Spotify.Script = call => call is { Method: "POST" } && _trial.Spotify.Playlists.All.Any(made => made.Tracks.Count > 0)
            ? Fault.Wait(5) : null;
        var maker = _trial.Process().GetRequiredService<PlaylistMaker>();
        await Assert.ThrowsAsync<ServiceDefaults.Jobs.JobParkedException>(async () => await maker.MakeAsync(await RowAsync(), Cancel));
        _trial.Spotify.Script = _ => null;
    }

    private Task<PlaylistRow> FewFaultsAsync(int most)
    {
        var script = _trial.Spotify.Script;
        _trial.Spotify.Script = call => script(call) is { } fault && most-- > 0 ? fault : null;
        return _trial.RunAsync("list");
    }

    private Task ResumeAsync() => _trial.ResumeAsync("list");

    private async Task<PlaylistRow> RowAsync() =>
        (await _trial.Process().GetRequiredService<PlaylistTable>().FindAsync("list", Cancel))!;
}
