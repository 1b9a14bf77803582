using System.Globalization;
using PlayCount.Audio;
using PlayCount.Experiments.Conducting;
using PlayCount.Experiments.Reporting;
using PlayCount.Learning.Sweeps;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;

namespace PlayCount.Experiments.Pages.Songs;

/// <summary>The songs of an experiment, and one of them as the networks hear it.</summary>
internal sealed class SongEndpoints(ExperimentDesk desk, FinishedStudies studies, IBlobStore blobs)
{
    private const int RowsAPage = 100;

    public async Task<IResult> ListAsync(HttpContext context)
    {
        var view = await desk.ExperimentAsync(context);
        return await Task.Run(() =>
        {
            var study = blobs.Below(view.Id);
            var (selection, titles) = (Selection(view.Id, study), SongTitles.Read(study));
            var songs = selection.SharedSongs;
            var paging = Paging.Of(context.Request, songs.Count, RowsAPage);
            var listeners = selection.Users.SelectMany(user => user.Songs).CountBy(song => song.Song).ToDictionary();
            return Rendered.Page<SongsPage>(new()
            {
                [nameof(SongsPage.Experiment)] = view.Id,
                [nameof(SongsPage.Paging)] = paging,
                [nameof(SongsPage.Rows)] = paging.Of(songs)
                    .Select(song => new SongRow(song, titles.GetValueOrDefault(song), listeners[song], study.Exists(ClipFiles.Clips(song))))
                    .ToList(),
            });
        }, context.RequestAborted);
    }

    public async Task<IResult> ShowAsync(HttpContext context)
    {
        var view = await desk.ExperimentAsync(context);
        return await Task.Run(() =>
        {
            var study = blobs.Below(view.Id);
            var selection = Selection(view.Id, study);
            var text = context.Part("songId");
            if (!SongId.TryParse(text, out var song) || !selection.Users.Any(user => user.Songs.Any(known => known.Song == song)))
                throw new PageRefusal(StatusCodes.Status404NotFound, $"The experiment '{view.Id}' has no song '{Shown.Shorten(text)}'.");
            return Rendered.Page<SongPage>(new()
            {
                [nameof(SongPage.Experiment)] = view.Id,
                [nameof(SongPage.Song)] = song,
                [nameof(SongPage.Title)] = SongTitles.Read(study).GetValueOrDefault(song),
                [nameof(SongPage.Sound)] = study.Exists(ClipFiles.Clips(song)) ? Sound(view, study, song, context.Request) : null,
                [nameof(SongPage.Listeners)] = Listeners(view, study, selection, song, context.RequestAborted),
            });
        }, context.RequestAborted);
    }

    private static StudySelection Selection(string id, IBlobStore study) => study.Exists(StudySelection.FileName)
        ? StudySelection.Read(study.OpenRead)
        : throw new PageRefusal(StatusCodes.Status404NotFound, $"The experiment '{id}' has no songs yet: they come with the selection.");

    private static SongSound Sound(ExperimentView view, IBlobStore study, SongId song, HttpRequest request)
    {
        using var file = study.OpenRead(ClipFiles.Clips(song));
        var clips = Npy.Read(file);
        var (seconds, steps) = ((double)clips.Columns / ClipCutter.SampleRateHz, Steps(request, view, clips.Rows));
        return new SongSound(
            clips.Rows,
            seconds,
            steps,
            Rendered.Part(page => WaveChart.Write(page, clips, $"Waveform of {song} in experiment {view.Id}")),
            Rendered.Part(page => CuttingPicture.Write(page, clips.Rows, seconds, steps)));
    }

    /// <summary>The steps that <c>?steps=</c> asks for, else the most of the experiment's that the song is long enough for.</summary>
    private static int Steps(HttpRequest request, ExperimentView view, int clips)
    {
        var usual = view.Request.Settings().Sweep.Steps.Where(steps => steps <= clips).DefaultIfEmpty(1).Max();
        var isGiven = int.TryParse(request.Query["steps"], NumberStyles.None, CultureInfo.InvariantCulture, out var steps);
        return isGiven ? Math.Clamp(steps, SettingRanges.Steps.Least, SettingRanges.Steps.Most) : usual;
    }

    private List<SongListener> Listeners(
        ExperimentView view, IBlobStore study, StudySelection selection, SongId song, CancellationToken cancellationToken)
    {
        var plays = selection.Users.ToDictionary(
            user => user.Rank, user => user.Songs.Where(known => known.Song == song).Select(known => (int?)known.Plays).FirstOrDefault());
        var features = ClipFiles.Features(view.Request.Settings().FrontEnd, song);
        var running = study.Exists(features) ? Running(study, features, cancellationToken) : [];
        var heldOut = studies.Estimates(view.Id, song, cancellationToken);
        var withModel = running.Select(estimate => new SongListener(
            estimate.Card.User,
            plays.GetValueOrDefault(estimate.Card.User),
            estimate,
            heldOut.GetValueOrDefault(new NetworkKey(estimate.Card.User, estimate.Card.Network.Lstm.Count, estimate.Card.Steps))?.Estimate,
            Rendered.Part(page => RunningChart.Write(page, estimate, plays.GetValueOrDefault(estimate.Card.User)))));
        var without = plays.Keys.Where(rank => running.All(estimate => estimate.Card.User != rank))
            .Select(rank => new SongListener(rank, plays[rank], null, null, default));
        return [.. withModel.Concat(without).OrderBy(listener => listener.Rank)];
    }

    private static List<RunningEstimate> Running(IBlobStore study, string features, CancellationToken cancellationToken)
    {
        using var file = study.OpenRead(features);
        var clips = Npy.Read(file);
        return [.. StoredModels.Read(study).Select(model => model.Inputs == clips.Columns
            ? RunningEstimate.Of(model, clips.Values, cancellationToken)
            : throw new InvalidDataException($"'{features}' has clips of {clips.Columns} numbers; the model takes {model.Inputs}."))];
    }
}
