using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using PlayCount.Mapping.Playlists.Calling;
using PlayCount.Mapping.Playlists.Making;
using PlayCount.ServiceDefaults.Jobs;
using PlayCount.SpotifyFake;

namespace PlayCount.Services.Tests.Mapping.Playlists;

/// <summary>While Spotify wants no calls, none goes out, and the playlist says until when.</summary>
public sealed class PlaylistWaitTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Begin = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero); // of the virtual clock

    private PlaylistTrial _trial = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _trial = await PlaylistTrial.StartAsync();

    public ValueTask DisposeAsync() => _trial.DisposeAsync();

    [Theory]
    [InlineData("1", 1)]
    [InlineData("17", 17)]
    [InlineData("86400", 86_400)]
    [InlineData("604800", 604_800)]
    [InlineData("0", 1)]
    [InlineData("604801", 86_400)]
    [InlineData("99999999999999999999999", 86_400)]
    [InlineData("Sun, 22 Nov 2026 12:10:00 GMT", 600)]
    [InlineData("Mon, 23 Nov 2026 12:00:00 GMT", 86_400)]
    [InlineData("Fri, 01 Jan 2100 00:00:00 GMT", 86_400)]
    [InlineData("Sun, 22 Nov 2026 11:00:00 GMT", 30)]
    [InlineData("-1", 30)]
    [InlineData("1.5", 30)]
    [InlineData("soon", 30)]
    [InlineData("", 30)]
    [InlineData(null, 30)]
    public async Task The_playlist_is_parked_for_as_long_as_the_answer_says(string? retryAfter, int seconds)
    {
        await _trial.SignInAsync(_trial.Process());
        await _trial.AddAsync("list", PlaylistTrial.MadeUp(3));
        _trial.Spotify.Script = _ => Fault.Wait(retryAfter, TimeSpan.FromSeconds(seconds));

        var parked = await ParkedAsync(_trial.Process());

        Assert.Equal(Begin + TimeSpan.FromSeconds(seconds), parked.NotBefore);
        var row = await RowAsync();
        Assert.Equal((PlaylistState.Parked, parked.NotBefore.ToUnixTimeMilliseconds()), (row.State, row.NotBefore));
        Assert.StartsWith("Spotify wants no calls of this app before 2", row.Reason, StringComparison.Ordinal);
        Assert.Equal(1, _trial.Spotify.Calls.Count(call => call.Path == "/v1/me/playlists"));
    }

    [Fact]
    public async Task No_call_of_any_list_or_process_or_sign_in_goes_out_before()
    {
        await _trial.SignInAsync(_trial.Process());
        await _trial.AddAsync("list", PlaylistTrial.MadeUp(3));
        _trial.Spotify.Script = _ => Fault.Wait(60);
        await ParkedAsync(_trial.Process());
        var calls = _trial.Spotify.Calls.Count;
        _trial.Clock.Pass(TimeSpan.FromSeconds(59.999));

        await ParkedAsync(_trial.Process());
        await Assert.ThrowsAsync<JobParkedException>(() => _trial.SignInAsync(_trial.Process()));
        await Assert.ThrowsAsync<JobParkedException>(() => _trial.Process().GetRequiredService<SpotifyPlaylists>().FindAsync("x", Cancel));

        Assert.Equal(calls, _trial.Spotify.Calls.Count);
        _trial.Spotify.Script = _ => null;
        _trial.Clock.Pass(TimeSpan.FromMilliseconds(1));
        Assert.Equal(PlaylistState.Done, (await _trial.RunAsync("list")).State);
        Assert.Empty(_trial.Spotify.Early);
    }

    [Fact]
    public async Task Told_in_the_middle_of_many_calls_to_wait_no_other_one_goes_out()
    {
        var process = _trial.Process();
        await _trial.SignInAsync(process);
        var before = _trial.Spotify.Calls.Count;
        _trial.Spotify.Script = call => call.Position == before + 3 ? Fault.Wait(60) : null;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => CallAsync(process), Cancel)));

        Assert.Equal(3, _trial.Spotify.Calls.Count - before);
        Assert.Empty(_trial.Spotify.Early);
        Assert.Equal(14, outcomes.Count(outcome => outcome is JobParkedException { NotBefore: var end } && end == Begin.AddSeconds(60)));
    }

    [Fact]
    public async Task Told_to_wait_while_that_cannot_be_written_down_none_goes_out_and_it_is_written_down_later()
    {
        var process = _trial.Process();
        await _trial.SignInAsync(process);
        await CallAsync(process);
        await _trial.Process().GetRequiredService<AppTable>().CloseAsync(1, Cancel); // there is a row
        await _trial.SqlAsync("CREATE TRIGGER no_room BEFORE UPDATE ON spotify_apps BEGIN SELECT RAISE(ABORT, 'no room'); END");
        _trial.Spotify.Script = _ => Fault.Wait(60);

        Assert.IsAssignableFrom<DbException>(await CallAsync(process));
        var calls = _trial.Spotify.Calls.Count;
        Assert.IsAssignableFrom<DbException>(await CallAsync(process));
        await _trial.SqlAsync("DROP TRIGGER no_room");
        Assert.IsType<JobParkedException>(await CallAsync(process));
        Assert.IsType<JobParkedException>(await CallAsync(_trial.Process()));

        Assert.Equal(calls, _trial.Spotify.Calls.Count);
    }

    [Fact]
    public async Task A_shorter_wait_does_not_end_a_longer_one()
    {
        var gate = _trial.Process().GetRequiredService<AppGate>();
        await gate.CloseAsync(Begin + TimeSpan.FromHours(2));
        await gate.CloseAsync(Begin + TimeSpan.FromHours(1));
        _trial.Clock.Pass(TimeSpan.FromMinutes(90));

        var parked = await Assert.ThrowsAsync<JobParkedException>(() => gate.PassAsync(Cancel));

        Assert.Equal(Begin + TimeSpan.FromHours(2), parked.NotBefore);
    }

    [Fact]
    public async Task A_server_that_fails_is_asked_with_growing_pauses_and_then_parked_and_at_last_given_up()
    {
        await _trial.SignInAsync(_trial.Process());
        await _trial.AddAsync("list", PlaylistTrial.MadeUp(3));
        _trial.Spotify.Script = _ => Fault.Of(500);
        var before = _trial.Spotify.Calls.Count;

        var parked = await ParkedAsync(_trial.Process());

        var calls = _trial.Spotify.Calls.Skip(before).ToList();
        Assert.Equal(5, calls.Count); // Tries
        Assert.All(calls.Zip(calls.Skip(1)), pair => Assert.True(pair.Second.At > pair.First.At));
        Assert.True(parked.NotBefore > _trial.Clock.GetUtcNow());
        Assert.Contains(" It was tried 5 times and goes on by itself later (1 of 20 times).", parked.Message, StringComparison.Ordinal);
        var end = await _trial.RunAsync("list");
        Assert.Equal(PlaylistState.Failed, end.State);
        Assert.Contains("parked too often in a row", end.Reason, StringComparison.Ordinal);
        Assert.Equal(5 * 21, _trial.Spotify.Calls.Count - before); // MaxStalls times, and the last one
    }

    [Fact]
    public async Task Where_calls_take_longer_than_all_tries_may_it_says_how_often_it_was_tried_in_truth()
    {
        await _trial.SignInAsync(_trial.Process());
        await _trial.AddAsync("list", PlaylistTrial.MadeUp(3));
        _trial.Spotify.Script = _ =>
        {
            _trial.Clock.Pass(TimeSpan.FromSeconds(121)); // more than BudgetSeconds
            return Fault.Of(500);
        };

        var parked = await ParkedAsync(_trial.Process());

        Assert.Contains(" It was tried once and goes on by itself later (1 of 20 times).", parked.Message, StringComparison.Ordinal);
    }

    private static async Task<Exception?> CallAsync(IServiceProvider process) => await Record.ExceptionAsync(
        () => process.GetRequiredService<SpotifyCalls>().CallAsync(HttpMethod.Get, "/v1/me", null, Cancel));

    private async Task<JobParkedException> ParkedAsync(IServiceProvider process)
    {
        var maker = process.GetRequiredService<PlaylistMaker>();
        var row = await RowAsync();
        return await Assert.ThrowsAsync<JobParkedException>(() => maker.MakeAsync(row, Cancel));
    }

    private async Task<PlaylistRow> RowAsync() =>
        (await _trial.Process().GetRequiredService<PlaylistTable>().FindAsync("list", Cancel))!;
}
