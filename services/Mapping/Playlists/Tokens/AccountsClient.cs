using System.Net;
using Microsoft.Extensions.Options;
using PlayCount.Mapping.Playlists.Calling;
using PlayCount.Mapping.Playlists.SigningIn;

namespace PlayCount.Mapping.Playlists.Tokens;

/// <summary>Spotify's accounts service: a code or a refresh token for a token.</summary>
/// <remarks>Source: Spotify for Developers, "Authorization Code with PKCE Flow" and "Refreshing tokens"; RFC 6749, 5.2.</remarks>
internal sealed class AccountsClient(GatedHttp http, IOptions<PlaylistOptions> options, TimeProvider time)
{
    private readonly PlaylistOptions _options = options.Value;

    /// <summary>The first token of a sign-in.</summary>
    /// <exception cref="ConsentException">The code is worth nothing, or the user did not agree to all that is needed.</exception>
    public async Task<TokenSet> ExchangeAsync(string code, string verifier, CancellationToken cancellationToken)
    {
        var token = await AskAsync(
            new()
            {
                ["grant_type"] = "authorization_code",
                ["code"] = code,
                ["redirect_uri"] = _options.RedirectAddress.ToString(),
                ["code_verifier"] = verifier,
            },
            refreshToken: null,
            cancellationToken);
        return Scopes.Needed.All(scope => token.Scope.Split(' ').Contains(scope)) ? token : throw new ConsentException(
            $"The sign-in lacks consent to {string.Join(" and ", Scopes.Needed)}. Sign in again and agree to all of it.");
    }

    /// <summary>The next token.</summary>
    /// <exception cref="ConsentException">Consent was revoked.</exception>
    public async Task<TokenSet> RefreshAsync(TokenSet token, CancellationToken cancellationToken)
    {
        var next = await AskAsync(
            new() { ["grant_type"] = "refresh_token", ["refresh_token"] = token.RefreshToken }, token.RefreshToken, cancellationToken);
        return next with { Scope = next.Scope.Length > 0 ? next.Scope : token.Scope };
    }

    private async Task<TokenSet> AskAsync(
        Dictionary<string, string> form, string? refreshToken, CancellationToken cancellationToken)
    {
        form["client_id"] = _options.ClientId;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(_options.Accounts), "/api/token"))
        {
            Content = new FormUrlEncodedContent(form),
        };
        var asked = time.GetUtcNow();
        var answer = await http.SendAsync(request, "The accounts service of Spotify", cancellationToken);
        if (answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized && answer.Text("error") == "invalid_grant")
            throw ConsentException.Revoked();
        if (answer.Status != HttpStatusCode.OK)
            throw new SpotifyException($"The accounts service of Spotify answered {(int)answer.Status} to a request for a token. See "
                + "whether Mapping:Playlists:ClientId is the app's, and the redirect address registered with it.");
        return new TokenSet
        {
            ClientId = _options.ClientId,
            AccessToken = answer.Text("access_token") ?? throw Odd(),
            RefreshToken = answer.Text("refresh_token") ?? refreshToken ?? throw Odd(),
            ExpiresAt = (asked + TimeSpan.FromSeconds(answer.Number("expires_in") ?? throw Odd())).ToUnixTimeMilliseconds(),
            Scope = answer.Text("scope") ?? "",
        };
    }

    private static SpotifyException Odd() => new(
        "The accounts service of Spotify gave a token that lacks a part. See its documentation for a change.");
}
