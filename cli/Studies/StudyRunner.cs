using PlayCount.Audio;
using PlayCount.Cli.Progress;
using PlayCount.Cli.Running;
using PlayCount.Experiments.Conducting;
using PlayCount.Experiments.Reporting;
using PlayCount.Learning.Sweeps;
using PlayCount.Segmentation.Sourcing;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.ServiceDefaults.Files;
using PlayCount.Songs;

namespace PlayCount.Cli.Studies;

/// <summary>Runs a study's variants one after the other, each as <c>playcount run</c> does, and compares them.</summary>
internal sealed class StudyRunner(string folder, AudioSources sources, StageDisplay display)
{
    /// <summary>Runs what is not done, compares all, writes the comparison.</summary>
    /// <exception cref="IOException">Another process is at work in the folder.</exception>
    public async Task<int> RunAsync(int threads, CancellationToken cancellationToken)
    {
        var study = StudyFolder.Read(folder);
        using var held = FolderLock.TryTake(folder)
            ?? throw new IOException($"Another study is at work in '{folder}'. Wait for it, or choose another --out.");
        var inputs = StudyFolder.Inputs(folder, study.Inputs);
        await StudyFolder.CheckAsync(inputs, study.Sha256, cancellationToken);
        RunRequest[] requests = [.. study.Variants.Select(variant => new RunRequest(
            inputs, FolderOf(variant), variant.Settings, threads, sources, CutAlike(study, variant)))];
        foreach (var request in requests)
            InputFiles.Require(request);
        foreach (var (place, request) in requests.Index())
        {
            display.Say($"variant {place + 1} of {requests.Length}: {study.Variants[place].Variant.Name}");
            await new RunPipeline(request, display).RunAsync(cancellationToken);
        }

        return Report(study);
    }

    /// <summary>Compares what is there.</summary>
    public int Report() => Report(StudyFolder.Read(folder));

    private int Report(StudyFile study)
    {
        if (study.Variants.FirstOrDefault(variant => !File.Exists(Path.Combine(FolderOf(variant), ReportPage.FileName))) is { } missing)
            throw new InvalidDataException($"Variant '{missing.Variant.Name}' is not done. First: study resume {folder}");
        var comparison = StudyComparison.Of([.. study.Variants.Select(Trained)], study.Baseline);
        ComparisonFiles.Write(new FolderBlobs(folder), comparison, [.. study.Variants.Select(variant => variant.Variant)]);
        foreach (var listener in comparison.Listeners)
            display.Say($"listener {listener.Skill.User}: {ComparisonPage.Answer(listener)}");
        display.Say($"Comparison: {Path.Combine(folder, ComparisonPage.FileName)}");
        return CommandLine.Succeeded;
    }

    private TrainedVariant Trained(VariantSettings variant)
    {
        var blobs = new FolderBlobs(FolderOf(variant));
        var users = StudySelection.Read(blobs.OpenRead).Users;
        return new TrainedVariant(
            variant.Variant.Name,
            variant.Settings.Sweep,
            FrontEnds.Create(variant.Settings.FrontEnd, variant.Settings.ClipSamples).ValuesPerClip,
            users.ToDictionary(user => user.Rank, user => SongsWithAudio(variant, user)),
            new StudyOutcomes(blobs, variant.Settings).Read());
    }

    /// <summary>Estimates count a listener's songs that have audio: those that have a clip's file, by id.</summary>
    private IReadOnlyList<SongId> SongsWithAudio(VariantSettings variant, StudySelection.User user) =>
        [.. user.Songs.Select(song => song.Song).Where(
            song => File.Exists(Path.Combine(FolderOf(variant), ClipFiles.Origin(song))))];

    /// <summary>The folder of the first variant before this one that is cut alike, or null.</summary>
    private string? CutAlike(StudyFile study, VariantSettings variant) => study.Variants.TakeWhile(other => other != variant)
        .Where(other => (other.Settings.ClipSamples, other.Settings.FrontEnd) == (variant.Settings.ClipSamples, variant.Settings.FrontEnd))
        .Select(FolderOf).FirstOrDefault();

    private string FolderOf(VariantSettings variant) => Path.Combine(folder, StudyFolder.Variants, variant.Variant.Name);
}
