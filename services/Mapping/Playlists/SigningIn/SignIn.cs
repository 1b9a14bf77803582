using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using PlayCount.Mapping.Playlists.Calling;
using PlayCount.Mapping.Playlists.Tokens;
using PlayCount.ServiceDefaults.Calls;

namespace PlayCount.Mapping.Playlists.SigningIn;

/// <summary>
/// Sign-ins by authorization code with PKCE. The verifier never leaves this process; the browser's answer comes through whoever asked. One
/// sign-in is open at a time: a new one ends the one before.
/// </summary>
internal sealed class SignIn(
    AccountsClient accounts, AccessTokens tokens, AppGate gate, IOptions<PlaylistOptions> options, TimeProvider time)
{
    private const int LongestCode = 2_048;

    private readonly PlaylistOptions _options = options.Value;
    private Open? _open;

    /// <summary>Begins one.</summary>
    public async Task<SignInQuestion> BeginAsync(CancellationToken cancellationToken)
    {
        await gate.PassAsync(cancellationToken); // the code would wait for the end of a pause, and not live as long
        var open = new Open(Pkce.Verifier(), Pkce.State(), time.GetUtcNow().AddSeconds(_options.SignInSeconds));
        Volatile.Write(ref _open, open);
        var query = string.Join('&', new (string Name, string Value)[]
        {
            ("client_id", _options.ClientId),
            ("response_type", "code"),
            ("redirect_uri", _options.RedirectAddress.ToString()),
            ("scope", string.Join(' ', Scopes.Needed)),
            ("state", open.State),
            ("code_challenge_method", "S256"),
            ("code_challenge", Pkce.Challenge(open.Verifier)),
        }.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}"));
        return new SignInQuestion(
            new Uri(new Uri(_options.Accounts), $"/authorize?{query}"), _options.RedirectPort, open.State, _options.SignInSeconds);
    }

    /// <summary>Ends it with the browser's answer, which is worth something once.</summary>
    /// <exception cref="RefusedException">It is no answer to the question, too late or not agreed to; or its token is not kept.</exception>
    public async Task EndAsync(string code, string state, CancellationToken cancellationToken)
    {
        if (code.Length is 0 or > LongestCode)
            throw Refused("The answer has no code.");
        if (Volatile.Read(ref _open) is not { } open || !IsSame(open.State, state))
            throw Refused("The answer's state is not that of the sign-in that is open here.");
        if (Interlocked.CompareExchange(ref _open, null, open) != open)
            throw Refused("The answer was given before.");
        if (time.GetUtcNow() > open.Until)
            throw Refused($"The answer came after more than {_options.SignInSeconds:0} s.");
        try
        {
            tokens.Take(await accounts.ExchangeAsync(code, open.Verifier, cancellationToken));
        }
        catch (Exception e) when (e is ConsentException or SpotifyException or TokenFileException)
        {
            throw Refused(e.Message);
        }
    }

    private static bool IsSame(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    private static RefusedException Refused(string message) => new(Refusal.Invalid, $"{message} Begin a new sign-in.");

    private sealed record Open(string Verifier, string State, DateTimeOffset Until)
    {
        public override string ToString() => $"sign-in until {Until:O}";
    }
}

/// <summary>Where a user signs in, and what comes back.</summary>
internal sealed record SignInQuestion(Uri Address, int RedirectPort, string State, double Seconds)
{
    public override string ToString() => $"sign-in within {Seconds} s";
}
