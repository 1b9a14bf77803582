using PlayCount.Contracts.Messages;
using PlayCount.Experiments.Reporting;
using PlayCount.Learning.Formats;
using PlayCount.Learning.Sweeps;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;

namespace PlayCount.Experiments.Conducting;

/// <summary>Goes on from a stage that is through to the next one.</summary>
internal sealed class StageChange(ExperimentRow experiment, ExperimentTable table, IBlobStore blobs)
{
    private readonly IBlobStore _study = blobs.Below(experiment.ExperimentId);
    private readonly ExperimentRequest _request = ExperimentRequest.Parse(experiment.Request);
    private readonly StagePlan _plan = new(experiment);

    public Task RunAsync(CancellationToken cancellationToken) => experiment.Stage switch
    {
        Stage.Preparing => PrepareAsync(cancellationToken),
        Stage.Selecting => _request.Inputs.Mapping is { } archive
            ? table.AdvanceAsync(experiment, Stage.Mapping, _plan.Mapping(archive), cancellationToken)
            : CutAsync(cancellationToken),
        Stage.Mapping => CutAsync(cancellationToken),
        Stage.Cutting => TrainAsync(cancellationToken),
        Stage.Training => KeepAsync(cancellationToken),
        Stage.Keeping => table.AdvanceAsync(experiment, Stage.Reporting, [], cancellationToken),
        Stage.Reporting => ReportAsync(cancellationToken),
        _ => throw new InvalidDataException($"The experiment is in stage '{experiment.Stage}', which this program does not know."),
    };

    /// <summary>Binds the experiment to what its files hold now.</summary>
    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        KeyValuePair<string, string>[] config = [.. await _request.Inputs.ConfigAsync(cancellationToken), .. _request.Settings().Config];
        _study.Write(StudySettings.FileName, stream => StoredJson.Write(stream, StudyResults.AsJson(config)));
        await table.AdvanceAsync(experiment, Stage.Selecting, _plan.Selecting(), cancellationToken);
    }

    private Task<bool> CutAsync(CancellationToken cancellationToken) => table.AdvanceAsync(
        experiment, Stage.Cutting, _plan.Cutting(StudySelection.Read(_study.OpenRead).SharedSongs, SpotifyIds()), cancellationToken);

    private Dictionary<SongId, SpotifyId> SpotifyIds()
    {
        if (_request.Inputs.Mapping is null)
            return [];
        using var table = new StreamReader(_study.OpenRead(MappedSongs.FileName));
        return MappedSongs.Read(table);
    }

    private async Task TrainAsync(CancellationToken cancellationToken)
    {
        var cut = await table.AnswersAsync<SongCut>(experiment.ExperimentId, Stage.Cutting, cancellationToken);
        if (!cut.Any(song => song.SkippedBecause is null))
        {
            throw new InvalidDataException(
                $"None of {Counted.Of(cut.Count, "shared song")} has usable audio in '{_request.Inputs.Audio}'; the first: "
                + $"{cut[0].SongId}: {cut[0].SkippedBecause}. Name files by Spotify id or song id, then resume.");
        }

        _study.WriteText(CutSongs.FileName, file => CutSongs.Write(
            file, cut.Where(song => song.SkippedBecause is null).Select(song => SongId.Parse(song.SongId))));
        var sweep = _request.Settings().Sweep;
        var networks = from user in StudySelection.Read(_study.OpenRead).Users
                       from network in sweep.Networks
                       from steps in sweep.Steps
                       select new NetworkKey(user.Rank, network.Lstm.Count, steps);
        await table.AdvanceAsync(experiment, Stage.Training, _plan.Training(networks), cancellationToken);
    }

    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        var outcomes = new StudyOutcomes(_study, _request.Settings()).Read();
        _study.Write(StudyEvaluation.FileName, StudyEvaluation.Of(_request.Settings().Sweep, outcomes).Write);
        var results = outcomes.Select(outcome => outcome.Result).ToArray();
        var kept = _request.Settings().Sweep.Keep.Of(results).Select(place => results[place]);
        await table.AdvanceAsync(experiment, Stage.Keeping, _plan.Keeping(kept), cancellationToken);
    }

    private async Task ReportAsync(CancellationToken cancellationToken)
    {
        var cut = await table.AnswersAsync<SongCut>(experiment.ExperimentId, Stage.Cutting, cancellationToken);
        var models = await table.AnswersAsync<ModelKept>(experiment.ExperimentId, Stage.Keeping, cancellationToken);
        new StudyOutcomes(_study, _request.Settings()).Results(_request, cut, models).Write(_study);
        await RequireAllAsync(cancellationToken);
        await table.EndAsync(experiment, ExperimentState.Done, failure: null, cancellationToken);
    }

    /// <summary>Looks for everything that the experiment's work has made.</summary>
    /// <exception cref="MissingBlobException">Some of it is gone.</exception>
    public async Task RequireAllAsync(CancellationToken cancellationToken)
    {
        var cut = await table.AnswersAsync<SongCut>(experiment.ExperimentId, Stage.Cutting, cancellationToken);
        var models = await table.AnswersAsync<ModelKept>(experiment.ExperimentId, Stage.Keeping, cancellationToken);
        new StudyBlobs(_study, _request).RequireAll(cut, models);
    }
}
