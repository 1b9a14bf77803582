using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PlayCount.Mapping.Playlists.Making;
using PlayCount.Mapping.Playlists.SigningIn;
using PlayCount.Mapping.Playlists.Tokens;
using PlayCount.ServiceDefaults.Jobs;
using PlayCount.SpotifyFake;

namespace PlayCount.Services.Tests.Mapping.Playlists;

/// <summary>Whatever goes wrong, no token, code or verifier is in any log, trace, row or text of an error.</summary>
public sealed class PlaylistSecretTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _told = [];
    private readonly ActivityListener _listener;
    private PlaylistTrial _trial = null!;

    public PlaylistSecretTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => _told.Enqueue(Text(activity)),
        };
        ActivitySource.AddActivityListener(_listener);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _trial = await PlaylistTrial.StartAsync(callSeconds: 0.2);

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _trial.DisposeAsync();
    }

    [Fact]
    public async Task Nothing_that_is_told_holds_a_secret_whatever_goes_wrong()
    {
        Fault?[] faults =
        [
            null, Fault.Of(400), Fault.Of(401), Fault.Of(403), Fault.Of(404), Fault.Of(429), Fault.Of(500), new(FaultKind.CutBefore),
            new(FaultKind.CutAfter), new(FaultKind.HangAfter), new(FaultKind.Status, 302),
        ];
        var kinds = 0;
        foreach (var fault in faults)
        {
            foreach (var path in new[] { "/api/token", "/v1/me/playlists", "/items" })
            {
                await TryAsync($"list{++kinds}", call => call.Path.EndsWith(path, StringComparison.Ordinal) ? fault : null);
                _trial.Clock.Pass(TimeSpan.FromDays(8));
            }
        }

        var secrets = _trial.Spotify.Accounts.Secrets.Where(secret => secret.Length > 0).Distinct().ToList();
        var told = string.Join('\n', _told);
        Assert.True(secrets.Count > 40, $"{secrets.Count}"); // codes, verifiers and tokens of many sign-ins
        Assert.Contains("/api/token", told, StringComparison.Ordinal); // traces were seen
        Assert.Contains("gave no answer", told, StringComparison.Ordinal); // and errors
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, told, StringComparison.Ordinal));
        Assert.DoesNotContain("Bearer", told, StringComparison.Ordinal);
        Assert.DoesNotContain("code_verifier", told, StringComparison.Ordinal);
    }

    /// <summary>A sign-in and a playlist, with a token that has expired in between; what they throw is told, too.</summary>
    private async Task TryAsync(string id, Func<FakeCall, Fault?> script)
    {
        var process = _trial.Process(services => services.AddLogging(logging => logging.AddProvider(new Told(_told))));
        await _trial.SignInAsync(process);
        _told.Enqueue($"{await process.GetRequiredService<SignIn>().BeginAsync(Cancel)}");
        _told.Enqueue($"{process.GetRequiredService<TokenFile>().Read()}");
        await _trial.AddAsync(id, PlaylistTrial.MadeUp(120));
        _trial.Spotify.Accounts.Expire();
        _trial.Spotify.Script = script;
        await TellAsync(() => _trial.SignInAsync(process));
        _trial.Spotify.Accounts.Expire();
        var table = process.GetRequiredService<PlaylistTable>();
        var maker = process.GetRequiredService<PlaylistMaker>();
        await TellAsync(async () => await maker.MakeAsync((await table.FindAsync(id, Cancel))!, Cancel));
        _trial.Spotify.Script = _ => null;
        _told.Enqueue($"{await table.FindAsync(id, Cancel)}");
    }

    private async Task TellAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (e is JobParkedException or PlaylistStoppedException or ServiceDefaults.Calls.RefusedException
            or PlayCount.Mapping.Playlists.Calling.SpotifyException)
        {
            _told.Enqueue($"{e}");
        }
    }

    private static string Text(Activity activity)
    {
        var text = new StringBuilder(activity.DisplayName);
        foreach (var (name, value) in activity.TagObjects)
            text.Append('\n').Append(name).Append('=').Append(value);
        foreach (var happened in activity.Events)
            text.Append('\n').Append(happened.Name).AppendJoin('\n', happened.Tags.Select(tag => $"{tag.Key}={tag.Value}"));
        return text.Append('\n').Append(activity.StatusDescription).ToString();
    }

    private sealed class Told(ConcurrentQueue<string> all) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            all.Enqueue($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            all.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
