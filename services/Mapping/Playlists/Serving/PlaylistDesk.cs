using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using PlayCount.Contracts.Messages;
using PlayCount.Mapping.Playlists.Making;
using PlayCount.Mapping.Playlists.Tokens;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.ServiceDefaults.Calls;
using PlayCount.ServiceDefaults.Jobs;
using PlayCount.Songs;

namespace PlayCount.Mapping.Playlists.Serving;

/// <summary>Takes lists, and has their playlists made.</summary>
internal sealed class PlaylistDesk(
    PlaylistTable table,
    JobRequests<MappingJobs> jobs,
    JobStates<MappingJobs> states,
    AccessTokens tokens,
    IBlobStore blobs,
    IOptions<PlaylistOptions> options)
{
    private const int MostSongs = 10_000; // Spotify takes no more on a playlist
    private const int LongestId = 48;
    private const int LongestName = 100;
    private const int IdCharacters = 16;

    /// <summary>Refuses what needs an app at Spotify where none was set up.</summary>
    /// <exception cref="RefusedException">None was.</exception>
    public void RequireApp()
    {
        if (options.Value.ClientId.Length == 0)
        {
            throw new RefusedException(Refusal.Lacking,
                "No app at Spotify is set up here: register one and set Mapping:Playlists:ClientId (docs/playlists.md says how).");
        }
    }

    /// <summary>Stores a list of songs, and asks for its playlist.</summary>
    public async Task<PlaylistRow> CreateAsync(
        string id, string name, string experimentId, IReadOnlyList<string> trackIds, CancellationToken cancellationToken)
    {
        RequireApp();
        name = Name(name);
        if (experimentId.Length == 0 == (trackIds.Count == 0))
            throw Invalid("Either an experiment or a list of track ids is put on a playlist: give one of them.");
        var tracks = experimentId.Length > 0
            ? await Task.Run(() => OfExperiment(experimentId), cancellationToken)
            : Checked(trackIds);
        id = id.Length > 0 ? Id(id) : IdOf(name, experimentId, tracks);
        var hasConsent = HasConsent();
        var row = await table.AddAsync(
            id, experimentId, name, tracks, hasConsent ? PlaylistState.Waiting : PlaylistState.SignIn, cancellationToken);
        if (row.Name != name || row.ExperimentId != experimentId || row.Tracks != string.Join(',', tracks))
            throw Invalid($"There is a playlist '{id}' with another list or name. Give another id, or none.");
        if (hasConsent && row.State == PlaylistState.SignIn)
            return await ResumeAsync(id, cancellationToken);
        return await AskAsync(row, cancellationToken);
    }

    /// <summary>The playlist of an id.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    public async Task<PlaylistRow> GetAsync(string id, CancellationToken cancellationToken) =>
        await table.FindAsync(Id(id), cancellationToken)
            ?? throw new RefusedException(Refusal.Unknown, $"There is no playlist '{id}'.");

    /// <summary>The newest first; those of an experiment, or all where it is empty.</summary>
    public Task<IReadOnlyList<PlaylistRow>> ListAsync(string experimentId, CancellationToken cancellationToken) =>
        table.ListAsync(experimentId.Length > 0 ? Experiment(experimentId) : null, cancellationToken);

    /// <summary>Goes on with a playlist that stopped.</summary>
    public async Task<PlaylistRow> ResumeAsync(string id, CancellationToken cancellationToken)
    {
        RequireApp();
        var row = await GetAsync(id, cancellationToken);
        if (row.State == PlaylistState.SignIn && !HasConsent())
            return row; // it would stop for the same reason
        await table.ResumeAsync(id, cancellationToken);
        return await AskAsync(await GetAsync(id, cancellationToken), cancellationToken);
    }

    /// <summary>Goes on with all that waited for somebody to sign in.</summary>
    public async Task SignedInAsync(CancellationToken cancellationToken)
    {
        foreach (var id in await table.WaitingForSignInAsync(cancellationToken))
            await ResumeAsync(id, cancellationToken);
    }

    /// <summary>
    /// The job is a row before this returns; one that is there stays as it is. One that failed without a word in the playlist's row, which
    /// could not be written or whose worker fell silent, begins again.
    /// </summary>
    private async Task<PlaylistRow> AskAsync(PlaylistRow row, CancellationToken cancellationToken)
    {
        if (row.State is not (PlaylistState.Waiting or PlaylistState.Parked))
            return row;
        var command = Command(row);
        await jobs.AskAsync(command, cancellationToken);
        if (await states.FindAsync(command.ExperimentId, command.Work, cancellationToken) is not { State: "failed" })
            return row;
        await table.BeginAgainAsync(row.Id, row.Round, cancellationToken);
        row = await GetAsync(row.Id, cancellationToken);
        await jobs.AskAsync(Command(row), cancellationToken);
        return row;
    }

    private static MakePlaylist Command(PlaylistRow row) =>
        new() { ExperimentId = $"playlist.{row.Id}", Round = row.Round, Work = "playlist", PlaylistId = row.Id };

    private bool HasConsent()
    {
        try
        {
            return tokens.HasConsent;
        }
        catch (TokenFileException e)
        {
            throw Invalid(e.Message);
        }
    }

    private List<string> OfExperiment(string experimentId)
    {
        var study = blobs.Below(Experiment(experimentId));
        List<string> tracks;
        try
        {
            using var file = new StreamReader(study.OpenRead(MappedSongs.FileName));
            tracks = [.. MappedSongs.Read(file).OrderBy(song => song.Key).Select(song => song.Value.Value).Distinct()];
        }
        catch (MissingBlobException e)
        {
            throw new RefusedException(Refusal.Unknown, $"The experiment '{experimentId}' has no mapped songs: it was started without a "
                + "mapping archive, has not come so far, or is not there.", e);
        }
        catch (IOException e)
        {
            throw new RefusedException(
                Refusal.NotNow, $"The mapped songs of the experiment '{experimentId}' cannot be read now. Call again later.", e);
        }

        return tracks.Count switch
        {
            0 => throw Invalid($"None of the songs of the experiment '{experimentId}' has a Spotify id: its archive names none."),
            > MostSongs => throw TooMany(tracks.Count),
            _ => tracks,
        };
    }

    private static List<string> Checked(IReadOnlyList<string> ids)
    {
        if (ids.FirstOrDefault(id => !SpotifyId.TryParse(id, out _)) is { } wrong)
            throw Invalid($"'{Shown.Shorten(wrong)}' is no Spotify id of a track: {SpotifyId.Length} letters and digits are.");
        var tracks = ids.Distinct().ToList();
        return tracks.Count <= MostSongs ? tracks : throw TooMany(tracks.Count);
    }

    private static string Name(string name) => name.Trim() is { Length: > 0 and <= LongestName } trimmed && !trimmed.Any(char.IsControl)
        ? trimmed
        : throw Invalid($"'{Shown.Shorten(name)}' is no name of a playlist: 1 to {LongestName} characters are.");

    private static string Id(string id) => id.Length <= LongestId && SongId.TryParse(id, out _) ? id : throw Invalid(
        $"'{Shown.Shorten(id)}' is no id of a playlist: 1 to {LongestId} letters, digits, _ or - are, the first a letter or digit.");

    private static string Experiment(string id) =>
        SongId.TryParse(id, out _) ? id : throw Invalid($"'{Shown.Shorten(id)}' is no id of an experiment.");

    private static string IdOf(string name, string experimentId, IEnumerable<string> tracks) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{experimentId}\n{name}\n{string.Join(',', tracks)}")))[..IdCharacters];

    private static RefusedException TooMany(int count) =>
        new(Refusal.TooMuch, $"{count} songs are too many for one playlist: at most {MostSongs} are right.");

    private static RefusedException Invalid(string message) => new(Refusal.Invalid, message);
}
