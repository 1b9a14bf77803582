using PlayCount.Audio;
using PlayCount.Contracts.Messages;
using PlayCount.Experiments.Reporting;
using PlayCount.Learning.Models;
using PlayCount.Learning.Sweeps;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;

namespace PlayCount.Experiments.Conducting;

/// <summary>The blobs that a finished study must have.</summary>
internal sealed class StudyBlobs(IBlobStore study, ExperimentRequest request)
{
    /// <summary>Looks for all of them.</summary>
    /// <param name="cut">What Segmentation has answered.</param>
    /// <param name="models">What Training has answered when it kept models.</param>
    /// <exception cref="MissingBlobException">One is gone; it is named.</exception>
    public void RequireAll(IReadOnlyList<SongCut> cut, IReadOnlyList<ModelKept> models)
    {
        var there = study.List("").ToHashSet();
        if (Names(cut, models).FirstOrDefault(name => !there.Contains(name)) is { } missing)
            throw new MissingBlobException($"The blob '{missing}' was made, and is gone.");
    }

    private IEnumerable<string> Names(IReadOnlyList<SongCut> cut, IReadOnlyList<ModelKept> models)
    {
        var settings = request.Settings();
        var users = StudySelection.Read(study.OpenRead).Users; // throws where the selection's own files are gone
        IEnumerable<string> ofMapping = request.Inputs.Mapping is null
            ? []
            :
            [
                MappedSongs.FileName, MappingCounts.FileName, MappedSongs.Catalogs, LookedUpSongs.FileName, UnreadableSongs.FileName,
                .. request.Inputs.LookUp is { Candidates: not CandidateUse.Off } ? (string[])[MappedSongs.Candidates] : [],
            ];
        return
        [
            StudySettings.FileName,
            CutSongs.FileName,
            .. ofMapping,
            .. from song in cut
               where song.SkippedBecause is null
               let id = SongId.Parse(song.SongId)
               from name in new[]
               {
                   ClipFiles.Clips(id),
                   ClipFiles.Features(settings.FrontEnd, id),
                   ClipFiles.Features(FrontEnds.LogMel, id),
                   ClipFiles.Origin(id), // written last, and so lost first
               }
               select name,
            .. from user in users
               from network in settings.Sweep.Networks
               from steps in settings.Sweep.Steps
               select new NetworkKey(user.Rank, network.Lstm.Count, steps).OutcomeFile,
            .. from model in models
               where model.HasModel
               let key = new NetworkKey(model.User, model.Layers, model.Steps)
               from name in new[] { ModelFiles.Weights(key), ModelFiles.Card(key) }
               select name,
            StudyEvaluation.FileName,
            MetricsFile.FileName,
            NetworksFile.FileName,
            .. LearnedSongsFile.IsOf(settings.Sweep) ? (string[])[LearnedSongsFile.FileName] : [],
            .. UseFiles.Names,
            Coverage.FileName,
            CoverageFile.Table,
            ReportedClaims.FileName,
            ReportedClaims.Table,
            .. ResultFiles.Names(users.Select(user => user.Rank)),
            ReportPage.FileName,
        ];
    }
}
