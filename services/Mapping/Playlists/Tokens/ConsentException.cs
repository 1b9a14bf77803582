namespace PlayCount.Mapping.Playlists.Tokens;

/// <summary>Somebody has to sign in at Spotify before anything can go on.</summary>
internal sealed class ConsentException(string message) : Exception(message)
{
    private const string Do = "Run 'playcount playlist sign-in'.";

    public static ConsentException Never() => new($"Nobody has signed in at Spotify yet. {Do}");

    public static ConsentException Revoked() => new($"Spotify takes the sign-in no longer: consent was revoked, or it is too old. {Do}");

    public static ConsentException OtherApp() => new($"The sign-in is one for another app than Mapping:Playlists:ClientId names. {Do}");
}
