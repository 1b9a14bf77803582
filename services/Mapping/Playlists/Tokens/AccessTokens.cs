using Microsoft.Extensions.Options;
using PlayCount.Mapping.Playlists.Calling;

namespace PlayCount.Mapping.Playlists.Tokens;

/// <summary>
/// The token that calls go with. It is renewed before it expires, or when a call was refused: once, however many calls of however many
/// processes with one file need it, and a new one is in the file before it is used.
/// </summary>
internal sealed class AccessTokens(AccountsClient accounts, TokenFile file, IOptions<PlaylistOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    private readonly Lock _turn = new();
    private TokenSet? _known;
    private (TokenSet Spent, TokenSet Next)? _unsaved; // the next may be the only one of worth: it is not lost with a full disk
    private Task<TokenSet>? _renewing;

    /// <summary>Whether somebody signed in, as far as is known here.</summary>
    /// <exception cref="TokenFileException">The file cannot be used.</exception>
    public bool HasConsent => file.Read()?.ClientId == options.Value.ClientId;

    /// <summary>A token that lasts for a while.</summary>
    /// <exception cref="ConsentException">Nobody signed in, or consent was revoked.</exception>
    public async Task<string> GetAsync(CancellationToken cancellationToken)
    {
        TokenSet token;
        lock (_turn)
        {
            if (!file.Exists)
                _known = null; // the user took the sign-in back
            token = _known ??= Read();
        }

        if (token.Expires - Early <= time.GetUtcNow())
            token = await RenewAsync(token.AccessToken, cancellationToken);
        return token.AccessToken;
    }

    /// <summary>The token after one that was refused or has expired.</summary>
    /// <exception cref="ConsentException">Consent was revoked.</exception>
    public Task<TokenSet> RenewAsync(string refused, CancellationToken cancellationToken)
    {
        lock (_turn)
        {
            if (_known is { } known && known.AccessToken != refused)
                return Task.FromResult(known);
            if (_renewing is null or { IsCompleted: true })
                _renewing = Task.Run(() => RenewAsync(refused), CancellationToken.None); // for all who wait, whoever of them gives up
            return _renewing.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Takes the token of a sign-in.</summary>
    public void Take(TokenSet token)
    {
        lock (_turn)
        {
            file.Write(token);
            (_known, _unsaved) = (token, null);
        }
    }

    private async Task<TokenSet> RenewAsync(string refused)
    {
        _ = Read(); // where nobody signed in there is nothing to hold
        using var held = await HoldAsync(); // from reading to writing: a token that another process has spent is worth nothing
        TokenSet kept;
        TokenSet? next;
        lock (_turn)
        {
            kept = Read();
            if (kept.AccessToken != refused && kept.Expires - Early > time.GetUtcNow())
                return _known = kept;
            next = _unsaved is { } unsaved && unsaved.Spent == kept ? unsaved.Next : null;
        }

        try
        {
            next ??= await accounts.RefreshAsync(kept, CancellationToken.None);
        }
        catch (ConsentException)
        {
            if (Put(kept, null) is { } signedIn)
                return signedIn;
            throw;
        }

        return Put(kept, next) ?? throw ConsentException.Never();
    }

    private async Task<IDisposable> HoldAsync()
    {
        for (var left = options.Value.CallSeconds; ; left -= BetweenLooks.TotalSeconds)
        {
            if (file.TryHold() is { } held)
                return held;
            if (left <= 0)
                throw new SpotifyException("Another process is renewing the token, and comes to no end.", inner: null); // may pass
            await Task.Delay(BetweenLooks); // by the machine's clock, as the other process's call
        }
    }

    /// <summary>Puts the next token, or none, in place of the one that was spent; what a sign-in put there meanwhile stays.</summary>
    /// <returns>What is in the file then.</returns>
    private TokenSet? Put(TokenSet spent, TokenSet? next)
    {
        lock (_turn)
        {
            _unsaved = next is null ? null : (spent, next);
            var there = file.Read();
            if (there == spent)
            {
                if (next is null)
                    file.Delete();
                else
                    file.Write(next);
                there = next;
            }

            (_known, _unsaved) = (there, null);
            return there;
        }
    }

    private TokenSet Read() => file.Read() is not { } token ? throw ConsentException.Never()
        : token.ClientId != options.Value.ClientId ? throw ConsentException.OtherApp() : token;
}
