using System.Globalization;
using PlayCount.Contracts.V1;
using PlayCount.Experiments.Reporting;

namespace PlayCount.Experiments.Pages.Playlists;

/// <summary>How a playlist is, in words.</summary>
/// <param name="Id">Id of the list.</param>
/// <param name="Name">Name of the playlist.</param>
/// <param name="Experiment">Whose songs these are; empty where the list was given by itself.</param>
/// <param name="State">In words.</param>
/// <param name="Look">Class of the state: <c>done</c>, <c>running</c>, <c>cancelled</c> or <c>failed</c>.</param>
/// <param name="Progress"><c>100 of 150 songs</c>.</param>
/// <param name="Say">What happened and what to do.</param>
/// <param name="Address">Where it is at Spotify; null before it was made.</param>
public sealed record PlaylistText(
    string Id, string Name, string Experiment, string State, string Look, string Progress, string Say, string? Address)
{
    private const int MostNamed = 5;
    private const int MostListed = 50; // the service names no more in a list

    /// <summary>A playlist in words.</summary>
    public static PlaylistText Of(Playlist playlist)
    {
        ArgumentNullException.ThrowIfNull(playlist);
        var (state, look) = StateOf(playlist.State);
        return new PlaylistText(
            playlist.PlaylistId,
            playlist.Name,
            playlist.ExperimentId,
            state,
            look,
            $"{Figures.Count(playlist.Added)} of {Figures.Count(playlist.Songs, "song")}",
            string.Join(' ', Lines(playlist)),
            playlist.SpotifyId.Length > 0 ? $"https://open.spotify.com/playlist/{Uri.EscapeDataString(playlist.SpotifyId)}" : null);
    }

    private static IEnumerable<string> Lines(Playlist playlist)
    {
        if (DateTimeOffset.TryParse(playlist.NotBefore, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var notBefore))
            yield return $"Not before {Sizes.Moment(notBefore)}.";
        if (playlist.Reason.Length > 0)
            yield return playlist.Reason;
        if (playlist.Unavailable.Count > 0)
        {
            var more = playlist.Unavailable.Count > MostNamed ? ", …" : "";
            var least = playlist.Unavailable.Count >= MostListed ? " or more" : "";
            yield return $"Spotify does not have {Figures.Count(playlist.Unavailable.Count, "song")}{least}: "
                + $"{string.Join(", ", playlist.Unavailable.Take(MostNamed))}{more}.";
        }
    }

    private static (string Text, string Look) StateOf(Playlist.Types.State state) => state switch
    {
        Playlist.Types.State.Waiting => ("in work", "running"),
        Playlist.Types.State.Parked => ("parked", "cancelled"),
        Playlist.Types.State.Done => ("done", "done"),
        Playlist.Types.State.SignIn => ("needs a sign-in", "cancelled"),
        Playlist.Types.State.Changed => ("changed by others", "failed"),
        Playlist.Types.State.Deleted => ("gone", "failed"),
        Playlist.Types.State.Failed => ("failed", "failed"),
        _ => ("not known", "cancelled"),
    };
}
