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
                Work = Key(Stage.OneWork(Stage.Selecting)!),
                TripletsPath = _request.Inputs.Triplets,
                MismatchesPath = _request.Inputs.Mismatches,
                MaxPlays = criteria.MaxPlays,
                TopUsers = criteria.TopUsers,
                MinUsers = criteria.MinUsers,
            },
        ];
    }

    public IReadOnlyList<IWork> Mapping(string archive)
    {
        var lookUp = _request.Inputs.LookUp ?? LookUpSettings.Usual;
        return
        [
            new MapSongs
            {
                ExperimentId = experiment.ExperimentId,
                Round = experiment.Round,
                Work = Key(Stage.OneWork(Stage.Mapping)!),
                ArchivePath = archive,
                MappingIndex = SettingNames.MappingIndexes.NameOf(lookUp.Index),
                IndexFolder = lookUp.IndexFolder,
                OverridesPath = lookUp.Overrides,
                TracksPath = lookUp.Tracks,
                Candidates = SettingNames.Candidates.NameOf(lookUp.Candidates),
            },
        ];
    }

    public IReadOnlyList<IWork> Cutting(IEnumerable<SongId> songs, IReadOnlyDictionary<SongId, SpotifyId> spotify)
    {
        var settings = _request.Settings();
        return [.. songs.Select(song => new CutSong
        {
            ExperimentId = experiment.ExperimentId,
            Round = experiment.Round,
            Work = Key($"cut/{song}"),
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
        Work = Key($"train/{network}"),
        User = network.User,
        Layers = network.Layers,
        Steps = network.Steps,
    })];

    public IReadOnlyList<IWork> Keeping(IEnumerable<NetworkResult> kept) => [.. kept.Select(network => new KeepModel
    {
        ExperimentId = experiment.ExperimentId,
        Round = experiment.Round,
        Work = Key($"keep/{new NetworkKey(network.User, network.Layers, network.Steps)}"),
        User = network.User,
        Layers = network.Layers,
        Steps = network.Steps,
    })];

    /// <summary>In a later round the workers may hold answers to the old keys, to work that has to be done again.</summary>
    private string Key(string work) => experiment.Round == 1 ? work : Stage.Again(work, experiment.Round);
}
