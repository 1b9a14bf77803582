namespace PlayCount.Mapping.Playlists.SigningIn;

/// <summary>What a user is asked to agree to: the least that a private playlist needs.</summary>
internal static class Scopes
{
    /// <summary>To change private playlists, and to find one again whose answer was lost.</summary>
    public static IReadOnlyList<string> Needed { get; } = ["playlist-modify-private", "playlist-read-private"];
}
