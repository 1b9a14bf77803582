using System.Text.Json.Serialization;

namespace PlayCount.Mapping.Playlists.Tokens;

/// <summary>What Spotify gave after a sign-in or a refresh. As text it says nothing that is secret.</summary>
internal sealed record TokenSet
{
    /// <summary>The app it was given to.</summary>
    public required string ClientId { get; init; }

    /// <summary>Goes with every call, for about an hour.</summary>
    public required string AccessToken { get; init; }

    /// <summary>Buys the next access token; Spotify may give a new one each time.</summary>
    public required string RefreshToken { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public required long ExpiresAt { get; init; }

    /// <summary>What the user agreed to, with spaces between.</summary>
    public required string Scope { get; init; }

    [JsonIgnore]
    public DateTimeOffset Expires => DateTimeOffset.FromUnixTimeMilliseconds(ExpiresAt);

    public override string ToString() => $"token of the app {ClientId}, until {Expires:O}";
}
