using System.Diagnostics;
using System.Globalization;
using PlayCount.Cli.Progress;
using PlayCount.Experiments.Reporting;
using PlayCount.Extraction.Selecting;
using PlayCount.Learning.Formats;
using PlayCount.Learning.Sweeps;
using PlayCount.Mapping.LookingUp;
using PlayCount.Segmentation.Cutting;
using PlayCount.Segmentation.Sourcing;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;
using PlayCount.Training.Engines;
using PlayCount.Training.Loading;
using PlayCount.Training.Sweeping;

namespace PlayCount.Cli.Running;

/// <summary>The whole way in one process: select, map, cut, train, report. Each stage's files are there before the next begins.</summary>
internal sealed class RunPipeline(RunRequest request, StageDisplay display)
{
    private readonly FolderBlobs _blobs = new(request.Out);

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var started = DateTimeOffset.UtcNow;
        var clock = Stopwatch.StartNew();
        InputFiles.Require(request);
        KeyValuePair<string, string>[] config = [.. await request.Inputs.ConfigAsync(cancellationToken), .. request.Settings.Config];
        using var engines = TrainingEngines.Of(request.Engine ?? new(), request.Threads, display.Say);
        using var folder = RunFolder.Take(request.Out, config);
        var selection = await SelectAsync(cancellationToken);
        folder.Bind(config);
        await KeepAsync(selection, cancellationToken);
        var mappings = await MapAsync(selection.SharedSongs, cancellationToken);
        var cut = await CutAsync(selection.SharedSongs, mappings, cancellationToken);
        var users = WithAudio(selection, cut);
        ShowSize(users, cut);
        var outcomes = await TrainAsync(users, engines, cancellationToken);
        var evaluation = new StudyResults(
            request.Settings,
            config,
            SelectionSummary.Of(selection),
            request.Inputs.Mapping is null ? null : MappingCounts.Of(mappings),
            new ClipCounts(cut.Songs.Count, cut.Songs.Sum(song => (long)song.Clips), request.Settings.ClipSamples),
            cut.Skipped,
            UnreadableSongs.Of(mappings),
            users,
            outcomes).Write(_blobs);
        WriteInfo(started, clock.Elapsed);
        new RunSummary(display, request.Settings.Sweep.Split).Show(
            users, outcomes, evaluation.Listeners, cut.Skipped.Count, Path.Combine(request.Out, ReportPage.FileName));
        return CommandLine.Succeeded;
    }

    private async Task<Selection> SelectAsync(CancellationToken cancellationToken)
    {
        var mismatches = request.Inputs.Mismatches is { } file ? MismatchFile.Read(file) : new HashSet<SongId>();
        return await display.ComputeAsync("selecting listeners and songs", "byte", progress =>
            StreamingSelector.Select(request.Inputs.Triplets, request.Settings.Criteria, mismatches, progress, cancellationToken));
    }

    private async Task KeepAsync(Selection selection, CancellationToken cancellationToken)
    {
        SelectionFiles.Write(_blobs, selection);
        await new RunCatalog(request.Out, display).LoadAsync(request.Inputs.Triplets, cancellationToken);
    }

    private async Task<IReadOnlyList<SongMapping>> MapAsync(IReadOnlyList<SongId> songs, CancellationToken cancellationToken)
    {
        if (request.Inputs.Mapping is not { } archive)
            return [];
        var lookUp = new LookUpRequest(archive, request.Inputs.LookUp ?? LookUpSettings.Usual);
        var told = new List<string>(); // while a stage is shown, nothing else is
        var found = await display.ComputeAsync("looking songs up", lookUp.Unit, progress =>
            new SongLookUp(lookUp, told.Add).Find(songs, progress, cancellationToken));
        told.ForEach(display.Say);
        MappingFiles.Write(_blobs, found);
        return found.Mappings;
    }

    private async Task<SegmentationResult> CutAsync(
        IReadOnlyList<SongId> songs, IReadOnlyList<SongMapping> mappings, CancellationToken cancellationToken)
    {
        if (request.CutAlike is { } other)
            SharedClips.Take(other, request.Out);
        var spotify = mappings.ToDictionary(mapping => mapping.Song, mapping => mapping.Spotify);
        var segmenter = new SongSegmenter(new SegmentationRequest
        {
            Audio = request.Inputs.Audio,
            Sources = request.Sources,
            Blobs = _blobs,
            ClipSamples = request.Settings.ClipSamples,
            FrontEnd = request.Settings.FrontEnd,
            Degree = request.Threads,
        });
        var cut = await display.ComputeAsync("cutting clips", "song", progress => segmenter.Segment(
            songs.Select(song => new SongAudio(song, spotify.GetValueOrDefault(song))), progress, cancellationToken));
        return cut.Songs.Count > 0 ? cut : throw new InvalidDataException(
            $"None of {Counted.Of(songs.Count, "shared song")} has usable audio in '{request.Inputs.Audio}'; the first: "
            + $"{cut.Skipped[0].Song}: {cut.Skipped[0].Reason}. "
            + "Name files by Spotify id or song id.");
    }

    private static IReadOnlyList<UserSongs> WithAudio(Selection selection, SegmentationResult cut)
    {
        var usable = cut.Songs.Select(song => song.Song).ToHashSet();
        return [.. selection.Users.Select(
            user => new UserSongs(user.Rank, user.User, [.. user.SharedSongs.Where(song => usable.Contains(song.Song))]))];
    }

    /// <summary>Where the number of epochs comes from that the progress counts to.</summary>
    private void ShowSize(IReadOnlyList<UserSongs> users, SegmentationResult cut)
    {
        var clips = cut.Songs.ToDictionary(song => song.Song, song => song.Clips);
        var sounds = SongsOfOneSound.Groups(_blobs, users.SelectMany(user => user.Songs).Select(song => song.Song));
        var size = SweepSize.Of(
            request.Settings.Sweep,
            users.Select(user => (
                user.Rank,
                user.Songs.Select(song => clips[song.Song]).ToArray(),
                user.Songs.Select(song => sounds[song.Song]).ToArray())));
        if (size.Trainings == 0)
            return;
        var (open, each) = size.Members > 1 ? ("(", $") x {Counted.Of(size.Members, "member")}") : ("", "");
        var parts = size.Parts > 0 ? $"{Counted.Of(size.Parts, "part")} of these + " : "";
        display.Say($"to train: {Counted.Of(size.Networks, "network")} on {open}{Counted.Of(size.Folds, "fold")} in all + {parts}"
            + $"{Counted.Of(size.FinalFits, "final fit")}{each} = {Counted.Of(size.Trainings, "training")}, each "
            + $"{Counted.Of(size.Epochs, "epoch")} (passes over its songs): {Counted.Of(size.TotalEpochs, "epoch")}");
    }

    private Task<IReadOnlyList<NetworkOutcome>> TrainAsync(
        IReadOnlyList<UserSongs> users, TrainingEngines engines, CancellationToken cancellationToken) =>
        display.ComputeAsync("training networks", "epoch", progress => SweepRunner.Run(
            new SweepRequest(users, _blobs, FrontEndCards.Of(request.Settings), request.Settings.Sweep, request.Threads, engines),
            progress,
            cancellationToken));

    /// <summary>When, where and how long: the only file that two runs may differ in.</summary>
    private void WriteInfo(DateTimeOffset started, TimeSpan elapsed) => _blobs.Write("run-info.json", stream => StoredJson.Write(stream, new
    {
        started = started.ToString("O", CultureInfo.InvariantCulture),
        seconds = elapsed.TotalSeconds,
        machine = Environment.MachineName,
        processors = Environment.ProcessorCount,
        threads = request.Threads,
        peakMemoryBytes = Process.GetCurrentProcess().PeakWorkingSet64,
        triplets = Path.GetFullPath(request.Inputs.Triplets),
        mapping = request.Inputs.Mapping is { } mapping ? Path.GetFullPath(mapping) : null,
        audio = request.Inputs.WithPaths(Path.GetFullPath).Audio,
    }));
}
