using System.Globalization;
using PlayCount.Contracts.Messages;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Sweeps;
using PlayCount.Songs;

namespace PlayCount.Experiments.Conducting;

/// <summary>The commands of each stage. A work's key comes from what it is about, so that asking twice asks for the same.</summary>
internal sealed class StagePlan(ExperimentRow experiment)
{
    private readonly ExperimentRequest _request = ExperimentRequest.Parse(experiment.Request);

    public IReadOnlyList<IWork> Selecting()
    {
        var criteria = _request.Settings().Criteria;
        return
        [
            new SelectSongs
            {
                ExperimentId = experiment.ExperimentId,
                Round = experiment.Round,
                Work = Stage.OneWork(Stage.Selecting)!,
                TripletsPath = _request.Inputs.Triplets,
                MismatchesPath = _request.Inputs.Mismatches,
                MaxPlays = criteria.MaxPlays,
                TopUsers = criteria.TopUsers,
                MinUsers = criteria.MinUsers,
            },
        ];
    }

    public IReadOnlyList<IWork> Mapping(string archive) =>
    [
        new MapSongs { ExperimentId = experiment.ExperimentId, Round = experiment.Round, Work = Stage.OneWork(Stage.Mapping)!,
            ArchivePath = archive },
    ];

    public IReadOnlyList<IWork> Cutting(IEnumerable<SongId> songs, IReadOnlyDictionary<SongId, SpotifyId> spotify)
    {
        var settings = _request.Settings();
        return [.. songs.Select(song => new CutSong
        {
            ExperimentId = experiment.ExperimentId,
            Round = experiment.Round,
            Work = $"cut/{song}",
            SongId = song.Value,
            SpotifyId = spotify.TryGetValue(song, out var id) ? id.ToString() : null,
            AudioPath = _request.Inputs.Audio,
            ClipSamples = settings.ClipSamples,
            FrontEnd = settings.FrontEnd,
        })];
    }

    public IReadOnlyList<IWork> Training(IEnumerable<NetworkKey> networks) => [.. networks.Select(network => new TrainNetwork
    {
        ExperimentId = experiment.ExperimentId,
        Round = experiment.Round,
        Work = $"train/{network}",
        User = network.User,
        Layers = network.Layers,
        Steps = network.Steps,
    })];

    public IReadOnlyList<IWork> Keeping(IEnumerable<NetworkResult> kept) => [.. kept.Select(network => new KeepModel
    {
        ExperimentId = experiment.ExperimentId,
        Round = experiment.Round,
        Work = string.Create(CultureInfo.InvariantCulture, $"keep/user_{network.User}/{network.Layers}x{network.Steps}"),
        User = network.User,
        Layers = network.Layers,
        Steps = network.Steps,
    })];
}
