namespace PlayCount.Songs;

/// <summary>Why a song without audio is left out: the names that were looked for, whatever kind of place it was.</summary>
public static class MissingAudio
{
    private const string Start = "no audio named ";

    /// <summary>Endings of audio files; of several files of one name the first is taken: what loses nothing comes first.</summary>
    public static IReadOnlyList<string> Endings { get; } = ["wav", "flac", "aiff", "aif", "ogg", "oga", "opus", "mp3"];

    /// <summary>The names that a song's file may have, without ending: the Spotify id if it has one, then its own.</summary>
    public static IReadOnlyList<string> Names(SongId song, SpotifyId? spotify) =>
        spotify is { } id ? [id.Value, song.Value] : [song.Value];

    /// <summary>The reason.</summary>
    public static string Of(SongId song, SpotifyId? spotify) =>
        Start + string.Join(" or ", Names(song, spotify).Select(name => $"'{name}'"));

    /// <summary>Whether a reason is that there is no audio; else there is some that cannot be used.</summary>
    public static bool IsReason(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return reason.StartsWith(Start, StringComparison.Ordinal);
    }
}
