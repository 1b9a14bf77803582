using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace PlayCount.SpotifyFake;

/// <summary>The accounts service: consent, codes, tokens that expire and rotate.</summary>
/// <remarks>Source: Spotify for Developers, "Authorization Code with PKCE Flow" and "Refreshing tokens"; RFC 7636, 4.6.</remarks>
public sealed class FakeAccounts(TimeProvider time)
{
    /// <summary>The one app.</summary>
    public const string ClientId = "0a1b2c3d4e5f60718293a4b5c6d7e8f9";

    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, (string Challenge, string Redirect, string Scope, DateTimeOffset Until)> _codes = [];
    private readonly Dictionary<string, (DateTimeOffset Until, string Scope)> _access = [];
    private HashSet<string> _refresh = [];
    private string _newest = "";

    /// <summary>All that nobody else may ever see: codes, verifiers, tokens.</summary>
    public ConcurrentBag<string> Secrets { get; } = [];

    /// <summary>Whether the user agrees.</summary>
    public bool Agrees { get; set; } = true;

    /// <summary>Redirect addresses that the app was registered with.</summary>
    public ISet<string> Redirects { get; } = new HashSet<string>();

    /// <summary>Whether a refresh token is worth nothing once there is a next one; else it is, until the next one is used.</summary>
    public bool IsStrict { get; set; }

    /// <summary>Seconds that an access token is good for.</summary>
    public int ExpiresInSeconds { get; set; } = 3_600;

    /// <summary>How often a token was refreshed.</summary>
    public int Refreshes { get; private set; }

    /// <summary>What the newest token is for.</summary>
    public string Scope { get; private set; } = "";

    /// <summary>The user takes consent back.</summary>
    public void Revoke()
    {
        _refresh = [];
        _access.Clear();
    }

    /// <summary>Access tokens given so far are refused from now on, as if they had expired.</summary>
    public void Expire() => _access.Clear();

    internal bool Allows(string? bearer, string? scope, out bool isKnown)
    {
        isKnown = bearer is not null && _access.TryGetValue(bearer, out var known) && known.Until > time.GetUtcNow();
        return isKnown && (scope is null || _access[bearer!].Scope.Split(' ').Contains(scope));
    }

    internal FakeAnswer Authorize(FakeRequest request)
    {
        var query = request.Fields(request.Query);
        if (query["client_id"] != ClientId || query["response_type"] != "code" || !Redirects.Contains(query["redirect_uri"] ?? ""))
            return new FakeAnswer(400, new { error = "invalid_request" });
        if (query["code_challenge_method"] != "S256" || query["code_challenge"] is not { Length: 43 } challenge)
            return new FakeAnswer(400, new { error = "invalid_request", error_description = "code_challenge_method must be S256" });
        var state = Uri.EscapeDataString(query["state"] ?? "");
        if (!Agrees)
            return new FakeAnswer(302, null, $"{query["redirect_uri"]}?error=access_denied&state={state}");
        var code = Secret("code");
        _codes[code] = (challenge, query["redirect_uri"]!, query["scope"] ?? "", time.GetUtcNow() + CodeLife);
        return new FakeAnswer(302, null, $"{query["redirect_uri"]}?code={code}&state={state}");
    }

    internal FakeAnswer Token(FakeRequest request)
    {
        var form = request.Fields(request.Body);
        if (form["client_id"] != ClientId)
            return Invalid("invalid_client");
        return form["grant_type"] switch
        {
            "authorization_code" => Exchange(form["code"] ?? "", form["redirect_uri"], form["code_verifier"] ?? ""),
            "refresh_token" => Refresh(form["refresh_token"] ?? ""),
            _ => Invalid("unsupported_grant_type"),
        };
    }

    private FakeAnswer Exchange(string code, string? redirect, string verifier)
    {
        Secrets.Add(verifier);
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        if (!_codes.Remove(code, out var known) || known.Until < time.GetUtcNow() || known.Redirect != redirect
            || verifier.Length is < 43 or > 128 || known.Challenge != challenge)
            return Invalid("invalid_grant");
        _refresh = [_newest = Secret("refresh")];
        return Given(known.Scope, _newest);
    }

    private FakeAnswer Refresh(string token)
    {
        if (!_refresh.Contains(token))
            return Invalid("invalid_grant");
        Refreshes++;
        var next = Secret("refresh");
        _refresh = IsStrict ? [next] : token == _newest ? [token, next] : [.. _refresh, next];
        _newest = next;
        return Given(Scope, next);
    }

    private FakeAnswer Given(string scope, string refresh)
    {
        var access = Secret("access");
        Scope = scope;
        _access[access] = (time.GetUtcNow() + TimeSpan.FromSeconds(ExpiresInSeconds), scope);
        return new FakeAnswer(200, new
        {
            access_token = access,
            token_type = "Bearer",
            scope,
            expires_in = ExpiresInSeconds,
            refresh_token = refresh,
        });
    }

    private static FakeAnswer Invalid(string error) => new(400, new { error });

    private string Secret(string kind)
    {
        var secret = $"{kind}-{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24))}";
        Secrets.Add(secret);
        return secret;
    }
}
