using System.Net;

namespace PlayCount.Mapping.Playlists.Calling;

/// <summary>Spotify could not be reached, or answered what cannot be gone on with. What it answered is not repeated.</summary>
internal sealed class SpotifyException : Exception
{
    /// <summary>An answer of the Web API.</summary>
    public SpotifyException(HttpStatusCode status, string message) : base(message) => Status = status;

    /// <summary>An answer of the accounts service, whose statuses say nothing of playlists and songs.</summary>
    public SpotifyException(string message) : base(message)
    {
    }

    /// <summary>No answer, or one of a server that fails.</summary>
    public SpotifyException(string message, Exception? inner) : base(message, inner) => IsTransient = true;

    /// <summary>The status of the Web API's answer; null where none came, or it was another's.</summary>
    public HttpStatusCode? Status { get; }

    /// <summary>Whether the same may succeed later. Whether it took effect is not known then.</summary>
    public bool IsTransient { get; }
}
