namespace PlayCount.Mapping.Playlists.Making;

/// <summary>How a playlist is, as its row says it.</summary>
internal static class PlaylistState
{
    /// <summary>It is worked on, or will be in a moment.</summary>
    public const string Waiting = "waiting";

    /// <summary>It goes on by itself at a moment that is known.</summary>
    public const string Parked = "parked";

    /// <summary>All songs are on it.</summary>
    public const string Done = "done";

    /// <summary>Somebody has to sign in.</summary>
    public const string SignIn = "sign-in";

    /// <summary>Others put songs on it, or moved some.</summary>
    public const string Changed = "changed";

    /// <summary>It is no longer there.</summary>
    public const string Deleted = "deleted";

    /// <summary>It cannot go on.</summary>
    public const string Failed = "failed";
}
