using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace PlayCount.SpotifyFake;

/// <summary>Spotify's accounts service and Web API on one port of 127.0.0.1, with a script of what goes wrong.</summary>
public sealed class FakeSpotify : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly VirtualClock _clock;
    private readonly Lock _turn = new();
    private readonly Queue<FakeRequest> _late = [];
    private int _position;
    private DateTimeOffset _notBefore;

    private FakeSpotify(WebApplication app, VirtualClock clock) => (_app, _clock, Accounts) = (app, clock, new FakeAccounts(clock));

    /// <summary>Where it listens.</summary>
    public required Uri Address { get; init; }

    /// <summary>Sign-ins and tokens.</summary>
    public FakeAccounts Accounts { get; private set; }

    /// <summary>The user's playlists.</summary>
    public FakePlaylists Playlists { get; private set; } = new();

    /// <summary>What goes wrong with the call of a position, from 1; null: nothing. A sign-in in the browser is no call.</summary>
    public Func<FakeCall, Fault?> Script { get; set; } = _ => null;

    /// <summary>All calls.</summary>
    public ConcurrentQueue<FakeCall> Calls { get; } = [];

    /// <summary>Calls that came although the one before was told to wait longer.</summary>
    public ConcurrentQueue<FakeCall> Early { get; } = [];

    /// <summary>Starts one on a port of 127.0.0.1.</summary>
    public static async Task<FakeSpotify> StartAsync(VirtualClock clock, int port, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var fake = new FakeSpotify(builder.Build(), clock) { Address = new Uri($"http://127.0.0.1:{port}") };
        fake._app.Run(fake.AnswerAsync);
        await fake._app.StartAsync(cancellationToken);
        return fake;
    }

    /// <summary>Forgets everything but its address.</summary>
    public void Reset()
    {
        lock (_turn)
        {
            (Accounts, Playlists, _position, _notBefore) = (new FakeAccounts(_clock), new FakePlaylists(), 0, default);
            Script = _ => null;
            Calls.Clear();
            Early.Clear();
            _late.Clear();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var bearer = context.Request.Headers.Authorization.ToString();
        var request = new FakeRequest(
            context.Request.Method,
            context.Request.Path,
            context.Request.QueryString.ToString(),
            await reader.ReadToEndAsync(context.RequestAborted),
            bearer.StartsWith("Bearer ", StringComparison.Ordinal) ? bearer["Bearer ".Length..] : null);
        var (fault, answer) = Take(request);
        switch (fault?.Kind)
        {
            case FaultKind.CutBefore or FaultKind.CutAfter:
                context.Abort();
                return;
            case FaultKind.HangBefore or FaultKind.HangAfter:
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return;
            case FaultKind.Status when fault.RetryAfter is not null:
                context.Response.Headers.RetryAfter = fault.RetryAfter;
                break;
        }

        context.Response.StatusCode = answer!.Status;
        if (answer.Location is not null)
            context.Response.Headers.Location = answer.Location;
        if (answer.Body is not null)
            await context.Response.WriteAsJsonAsync(answer.Body, JsonSerializerOptions.Default, context.RequestAborted);
    }

    /// <summary>One call after the other: what they change, and what goes wrong.</summary>
    private (Fault? Fault, FakeAnswer? Answer) Take(FakeRequest request)
    {
        lock (_turn)
        {
            if (request.Path == "/authorize")
                return (null, Accounts.Authorize(request));
            var call = new FakeCall(++_position, request.Method, request.Path, _clock.GetUtcNow());
            Calls.Enqueue(call);
            if (call.At < _notBefore)
                Early.Enqueue(call);
            while (_late.TryDequeue(out var late))
                Do(late);
            var fault = Script(call);
            switch (fault?.Kind)
            {
                case null:
                    return (null, Do(request));
                case FaultKind.Status:
                    _notBefore = call.At + fault.Span;
                    return (fault, FakeAnswer.Error(fault.Status, "It is so because a test wants it."));
                case FaultKind.CutBefore or FaultKind.HangBefore:
                    return (fault, null);
                case FaultKind.NoEffect:
                    return (fault, FakePlaylists.Added);
                case FaultKind.Twice:
                    var first = Do(request);
                    Do(request);
                    return (fault, first);
                case FaultKind.Late:
                    _late.Enqueue(request);
                    break;
                case FaultKind.Delay:
                    _clock.Pass(fault.Span);
                    break;
            }

            return (fault, Do(request));
        }
    }

    private FakeAnswer Do(FakeRequest request)
    {
        if (request.Path == "/api/token")
            return Accounts.Token(request);
        return Accounts.Allows(request.Bearer, FakePlaylists.ScopeOf(request), out var isKnown) ? Playlists.Answer(request)
            : isKnown ? FakeAnswer.Error(403, "Insufficient client scope") : FakeAnswer.Error(401, "The access token expired");
    }
}
