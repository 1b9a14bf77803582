namespace PlayCount.Mapping.Playlists.Making;

/// <summary>A playlist cannot go on before somebody does something, which the message says.</summary>
internal sealed class PlaylistStoppedException(string state, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>One of <see cref="PlaylistState"/>.</summary>
    public string State { get; } = state;
}
