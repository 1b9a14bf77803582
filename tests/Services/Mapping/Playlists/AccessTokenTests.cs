using System.Runtime.Versioning;
using Microsoft.Extensions.DependencyInjection;
using PlayCount.Mapping.Playlists.Calling;
using PlayCount.Mapping.Playlists.Tokens;
using PlayCount.SpotifyFake;

namespace PlayCount.Services.Tests.Mapping.Playlists;

/// <summary>One refresh an expiry, however many calls run; the next refresh token is on the disk before it is used.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class AccessTokenTests : IAsyncLifetime
{
    private const int Callers = 32;

    private PlaylistTrial _trial = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _trial = await PlaylistTrial.StartAsync();
        await _trial.SignInAsync(_trial.Process());
    }

    public ValueTask DisposeAsync() => _trial.DisposeAsync();

    [Fact]
    public async Task Refused_in_32_calls_at_once_it_is_renewed_once_an_expiry()
    {
        var calls = _trial.Process().GetRequiredService<SpotifyCalls>();
        for (var expiry = 1; expiry <= 5; expiry++)
        {
            _trial.Spotify.Accounts.Expire();

            await CallAtOnceAsync(calls);

            Assert.Equal(expiry, _trial.Spotify.Accounts.Refreshes);
        }
    }

    [Fact]
    public async Task Out_of_date_in_32_calls_at_once_it_is_renewed_once_an_expiry_and_before_it_is_refused()
    {
        var calls = _trial.Process().GetRequiredService<SpotifyCalls>();
        for (var expiry = 1; expiry <= 5; expiry++)
        {
            _trial.Clock.Pass(TimeSpan.FromSeconds(3_600 - 59));
            var before = _trial.Spotify.Calls.Count;

            await CallAtOnceAsync(calls);

            Assert.Equal(expiry, _trial.Spotify.Accounts.Refreshes);
            Assert.Equal(Callers + 1, _trial.Spotify.Calls.Count - before);
        }
    }

    [Fact]
    public async Task A_refresh_that_fails_fails_all_who_wait_and_the_next_call_refreshes()
    {
        var calls = _trial.Process().GetRequiredService<SpotifyCalls>();
        _trial.Clock.Pass(TimeSpan.FromHours(1));
        _trial.Spotify.Script = call => call.Path == "/api/token" ? Fault.Of(500) : null;
        var failed = await Assert.ThrowsAsync<SpotifyException>(() => CallAtOnceAsync(calls));
        _trial.Spotify.Script = _ => null;

        await CallAtOnceAsync(calls);

        Assert.True(failed.IsTransient);
        Assert.Equal(1, _trial.Spotify.Accounts.Refreshes);
    }

    [Fact]
    public async Task Rotated_strictly_each_refresh_takes_the_newest_also_in_another_process()
    {
        _trial.Spotify.Accounts.IsStrict = true;
        for (var process = 1; process <= 4; process++)
        {
            _trial.Clock.Pass(TimeSpan.FromHours(1));

            await CallAtOnceAsync(_trial.Process().GetRequiredService<SpotifyCalls>());

            Assert.Equal(process, _trial.Spotify.Accounts.Refreshes);
        }
    }

    [Fact]
    public async Task A_process_that_needs_a_token_while_another_renews_it_waits_for_that_and_spends_none_itself()
    {
        const int LookMilliseconds = 300; // without the wait the second process is done by then
        _trial.Spotify.Accounts.IsStrict = true;
        var second = _trial.Process().GetRequiredService<SpotifyCalls>();
        Task? waiting = null;
        var first = _trial.Process(services => services.AddHttpClient("spotify").AddHttpMessageHandler(() => new AfterCalls(async request =>
        {
            if (request.RequestUri!.AbsolutePath != "/api/token")
                return;
            waiting = CallAtOnceAsync(second);
            await Task.WhenAny(waiting, Task.Delay(LookMilliseconds, Cancel));
        }))).GetRequiredService<SpotifyCalls>();
        _trial.Spotify.Accounts.Expire();

        await CallAtOnceAsync(first);
        await waiting!;

        Assert.Equal(1, _trial.Spotify.Accounts.Refreshes);
        Assert.True(File.Exists(_trial.TokenPath));
    }

    [Fact]
    public async Task A_token_that_another_process_renews_without_end_is_for_later()
    {
        await using var trial = await PlaylistTrial.StartAsync(callSeconds: 1);
        await trial.SignInAsync(trial.Process());
        trial.Spotify.Accounts.Expire();
        var process = trial.Process();
        using var held = process.GetRequiredService<TokenFile>().TryHold();

        var failure = await Assert.ThrowsAsync<SpotifyException>(
            () => process.GetRequiredService<SpotifyCalls>().CallAsync(HttpMethod.Get, "/v1/me", null, Cancel));

        Assert.True(failure.IsTransient);
        Assert.Equal(0, trial.Spotify.Accounts.Refreshes);
    }

    [Fact]
    public async Task Once_its_file_is_deleted_a_token_is_used_no_longer()
    {
        var process = _trial.Process();
        var calls = process.GetRequiredService<SpotifyCalls>();
        await calls.CallAsync(HttpMethod.Get, "/v1/me", null, Cancel);
        File.Delete(_trial.TokenPath);
        var before = _trial.Spotify.Calls.Count;

        var refusal = await Assert.ThrowsAsync<ConsentException>(() => calls.CallAsync(HttpMethod.Get, "/v1/me", null, Cancel));

        Assert.Equal("Nobody has signed in at Spotify yet. Run 'playcount playlist sign-in'.", refusal.Message);
        Assert.Equal(before, _trial.Spotify.Calls.Count);
        Assert.False(process.GetRequiredService<AccessTokens>().HasConsent);
    }

    [Fact]
    public async Task The_next_refresh_token_is_in_the_file_before_a_call_goes_with_its_access_token()
    {
        var seen = new List<bool>();
        var calls = _trial.Process().GetRequiredService<SpotifyCalls>();
        var first = await File.ReadAllTextAsync(_trial.TokenPath, Cancel);
        _trial.Clock.Pass(TimeSpan.FromHours(1));
        _trial.Spotify.Script = call =>
        {
            if (call.Path == "/v1/me")
                seen.Add(File.ReadAllText(_trial.TokenPath) != first);
            return null;
        };

        await calls.CallAsync(HttpMethod.Get, "/v1/me", null, Cancel);

        Assert.Equal([true], seen);
    }

    [Fact]
    public async Task A_token_that_cannot_be_written_down_is_not_lost_and_not_asked_for_twice()
    {
        _trial.Spotify.Accounts.IsStrict = true;
        var calls = _trial.Process().GetRequiredService<SpotifyCalls>();
        var folder = Path.GetDirectoryName(_trial.TokenPath)!;
        _trial.Clock.Pass(TimeSpan.FromHours(1));
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherWrite);
        await Assert.ThrowsAsync<TokenFileException>(() => calls.CallAsync(HttpMethod.Get, "/v1/me", null, Cancel));
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var answer = await calls.CallAsync(HttpMethod.Get, "/v1/me", null, Cancel);

        Assert.True(answer.IsSuccess);
        Assert.Equal(1, _trial.Spotify.Accounts.Refreshes);
    }

    [Fact]
    public async Task Consent_that_was_revoked_asks_for_a_sign_in_and_forgets_the_token()
    {
        var process = _trial.Process();
        _trial.Spotify.Accounts.Revoke();

        var first = await Assert.ThrowsAsync<ConsentException>(
            () => process.GetRequiredService<SpotifyCalls>().CallAsync(HttpMethod.Get, "/v1/me", null, Cancel));

        Assert.Equal(
            "Spotify takes the sign-in no longer: consent was revoked, or it is too old. Run 'playcount playlist sign-in'.", first.Message);
        Assert.False(File.Exists(_trial.TokenPath));
        Assert.False(process.GetRequiredService<AccessTokens>().HasConsent);
        await _trial.SignInAsync(process);
        Assert.True((await process.GetRequiredService<SpotifyCalls>().CallAsync(HttpMethod.Get, "/v1/me", null, Cancel)).IsSuccess);
    }

    [Fact]
    public async Task A_token_refused_twice_is_for_later()
    {
        var calls = _trial.Process().GetRequiredService<SpotifyCalls>();
        _trial.Spotify.Script = call => call.Path == "/v1/me" ? Fault.Of(401) : null;
        var before = _trial.Spotify.Calls.Count;

        var failure = await Assert.ThrowsAsync<SpotifyException>(() => calls.CallAsync(HttpMethod.Get, "/v1/me", null, Cancel));

        Assert.True(failure.IsTransient);
        Assert.Equal(3, _trial.Spotify.Calls.Count - before); // the call, the refresh, the call
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_sign_in_during_a_renewal_stays_whatever_comes_of_that(bool isRevoked)
    {
        var file = _trial.Process().GetRequiredService<TokenFile>();
        var old = file.Read()!;
        _trial.Spotify.Accounts.Expire();
        if (isRevoked)
            await _trial.SignInAsync(_trial.Process()); // the fake takes the refresh token of one sign-in alone
        else
            await CallAtOnceAsync(_trial.Process().GetRequiredService<SpotifyCalls>());
        var signedIn = file.Read()!;
        file.Write(old);
        var process = _trial.Process();
        _trial.Spotify.Script = call =>
        {
            if (call.Path == "/api/token")
                process.GetRequiredService<AccessTokens>().Take(signedIn);
            return null;
        };
        var before = _trial.Spotify.Calls.Count;

        var answer = await process.GetRequiredService<SpotifyCalls>().CallAsync(HttpMethod.Get, "/v1/me", null, Cancel);

        Assert.True(answer.IsSuccess);
        Assert.Equal(signedIn, file.Read());
        Assert.Equal(["/v1/me", "/api/token", "/v1/me"], _trial.Spotify.Calls.Skip(before).Select(call => call.Path));
    }

    private static Task CallAtOnceAsync(SpotifyCalls calls) => Task.WhenAll(Enumerable.Range(0, Callers).Select(_ =>
        Task.Run(async () => Assert.True((await calls.CallAsync(HttpMethod.Get, "/v1/me", null, Cancel)).IsSuccess))));
}
