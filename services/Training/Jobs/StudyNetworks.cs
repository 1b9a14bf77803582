using PlayCount.Learning.Formats;
using PlayCount.Learning.Sweeps;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;
using PlayCount.Training.Loading;
using PlayCount.Training.Sweeping;

namespace PlayCount.Training.Jobs;

/// <summary>
/// Loads listeners of experiments for training, and keeps the last few: one listener's networks are asked for one after the other.
/// </summary>
internal sealed class StudyNetworks(IBlobStore blobs)
{
    private const int MostKept = 2;

    private readonly Lock _turn = new();
    private readonly List<((string Experiment, int Round, int User) Key, (StudySettings, UserNetworks) Value)> _kept = [];

    /// <summary>A listener's networks, from the experiment's blobs. Who comes while they are being loaded waits for them.</summary>
    /// <exception cref="InvalidDataException">What an earlier stage left there is damaged.</exception>
    public (StudySettings Settings, UserNetworks Networks) Of(string experiment, int round, int user, CancellationToken cancellationToken)
    {
        lock (_turn)
        {
            var at = _kept.FindIndex(kept => kept.Key == (experiment, round, user));
            var value = at >= 0 ? _kept[at].Value : Load(experiment, user, cancellationToken);
            if (at >= 0)
                _kept.RemoveAt(at);
            _kept.Insert(0, ((experiment, round, user), value));
            if (_kept.Count > MostKept)
                _kept.RemoveAt(MostKept);
            return value;
        }
    }

    private (StudySettings, UserNetworks) Load(string experiment, int user, CancellationToken cancellationToken)
    {
        var study = blobs.Below(experiment);
        var settings = StudySettings.Parse(
            StoredJson.Read<Dictionary<string, string>>(study.ReadAllBytes(StudySettings.FileName), StudySettings.FileName));
        var listeners = StudySelection.Read(study.OpenRead).Users;
        var listener = listeners.FirstOrDefault(known => known.Rank == user)
            ?? throw new InvalidDataException($"The experiment '{experiment}' has no listener of rank {user}.");
        using var list = new StreamReader(study.OpenRead(CutSongs.FileName));
        var cut = CutSongs.Read(list);
        SongPlays[] songs = [.. listener.Songs.Where(song => cut.Contains(song.Song))];
        var library = SongLibrary.Load(study, songs.Select(song => song.Song), settings.FrontEnd, cancellationToken);
        var data = new UserData(
            new UserSongs(user, listener.Id, songs), library, PlaysOfAll.Of(listeners.SelectMany(known => known.Songs)));
        return (settings, new UserNetworks(data, settings.Sweep, FrontEndCards.Of(settings), study));
    }
}
