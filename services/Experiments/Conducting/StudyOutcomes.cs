using PlayCount.Contracts.Messages;
using PlayCount.Experiments.Reporting;
using PlayCount.Learning.Formats;
using PlayCount.Learning.Sweeps;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;

namespace PlayCount.Experiments.Conducting;

/// <summary>Gathers what the stages of a study left.</summary>
public sealed class StudyOutcomes(IBlobStore study, StudySettings settings)
{
    private readonly StudySelection _selection = StudySelection.Read(study.OpenRead);

    /// <summary>Every network's outcome, by user, then in the order of the settings: networks, then steps.</summary>
    public IReadOnlyList<NetworkOutcome> Read() =>
        [.. from user in _selection.Users
            from network in settings.Sweep.Networks
            from steps in settings.Sweep.Steps
            let key = new NetworkKey(user.Rank, network.Lstm.Count, steps)
            select StoredOutcome.Read<NetworkOutcome>(study.ReadAllBytes(key.OutcomeFile), key.ToString()).Outcome];

    /// <summary>All that is written of a study.</summary>
    internal StudyResults Results(ExperimentRequest request, IReadOnlyList<SongCut> cut, IReadOnlyList<ModelKept> models)
    {
        var usable = cut.Where(song => song.SkippedBecause is null).ToDictionary(song => SongId.Parse(song.SongId), song => song.Clips);
        var kept = models.Where(model => model.HasModel).Select(model => new NetworkKey(model.User, model.Layers, model.Steps)).ToHashSet();
        return new StudyResults(
            settings,
            [.. Stored<Dictionary<string, string>>(StudySettings.FileName)],
            _selection.Summary,
            request.Inputs.Mapping is null ? null : Stored<MappingCounts>(MappingCounts.FileName),
            new ClipCounts(usable.Count, usable.Values.Sum(clips => (long)clips), settings.ClipSamples),
            [.. cut.Where(song => song.SkippedBecause is not null)
                .Select(song => new SkippedSong(SongId.Parse(song.SongId), song.SkippedBecause!))
                .OrderBy(song => song.Song)],
            request.Inputs.Mapping is null ? [] : Unreadable(),
            [.. _selection.Users.Select(
                user => new UserSongs(user.Rank, user.Id, [.. user.Songs.Where(song => usable.ContainsKey(song.Song))]))],
            [.. Read().Select(outcome => outcome with { Result = outcome.Result with { HasModel = kept.Contains(Key(outcome)) } })]);
    }

    private static NetworkKey Key(NetworkOutcome outcome) => new(outcome.Result.User, outcome.Result.Layers, outcome.Result.Steps);

    private T Stored<T>(string name) where T : class => StoredJson.Read<T>(study.ReadAllBytes(name), name);

    private IReadOnlyList<SkippedSong> Unreadable()
    {
        using var file = study.OpenRead(UnreadableSongs.FileName);
        return UnreadableSongs.Read(file);
    }
}
