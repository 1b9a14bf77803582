using System.Text.Json.Nodes;
using PlayCount.Audio;
using PlayCount.Learning.Kernels;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Sweeps;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;

namespace PlayCount.Experiments.Reporting;

/// <summary>All that a study found, to be written as its tables and its page.</summary>
/// <param name="Settings">What was asked for.</param>
/// <param name="Config">The same as it stands in <c>config.json</c>, the contents of the files included.</param>
/// <param name="Selection">The listeners and songs.</param>
/// <param name="Mapping">How the look-ups went; null when there was no archive.</param>
/// <param name="Clips">What was cut.</param>
/// <param name="Skipped">Songs without usable audio.</param>
/// <param name="Unreadable">Songs whose mapping record could not be read.</param>
/// <param name="Users">The listeners' songs with audio, by rank.</param>
/// <param name="Outcomes">Every network, by user, then in the order of the settings.</param>
public sealed record StudyResults(
    StudySettings Settings,
    IReadOnlyList<KeyValuePair<string, string>> Config,
    SelectionSummary Selection,
    MappingCounts? Mapping,
    ClipCounts Clips,
    IReadOnlyList<SkippedSong> Skipped,
    IReadOnlyList<SkippedSong> Unreadable,
    IReadOnlyList<UserSongs> Users,
    IReadOnlyList<NetworkOutcome> Outcomes)
{
    /// <summary>The config as it stands in <c>config.json</c> and <c>results.json</c>.</summary>
    public static JsonObject AsJson(IEnumerable<KeyValuePair<string, string>> config) =>
        new(config.Select(setting => KeyValuePair.Create(setting.Key, (JsonNode?)JsonValue.Create(setting.Value))));

    /// <summary>Writes the tables, then the page; <c>evaluation.json</c> is there since the networks were trained.</summary>
    /// <returns>What it holds.</returns>
    public StudyEvaluation Write(IBlobStore blobs)
    {
        var evaluation = StudyEvaluation.Read(blobs.ReadAllBytes(StudyEvaluation.FileName));
        var doubles = SongsOfOneSound.Find(blobs, Users.SelectMany(user => user.Songs).Select(song => song.Song));
        ResultFiles.Write(blobs, Users, Settings.Sweep, Outcomes, AsJson(Config), Skipped, Unreadable, doubles);
        MetricsFile.Write(blobs, evaluation);
        NetworksFile.Write(blobs, Outcomes);
        if (LearnedSongsFile.IsOf(Settings.Sweep))
            LearnedSongsFile.Write(blobs, Settings.Sweep, Outcomes);
        var clipSeconds = (double)Settings.ClipSamples / ClipCutter.SampleRateHz;
        var use = StudyUse.Of(Settings.Sweep, evaluation, Outcomes, Users, clipSeconds);
        UseFiles.Write(blobs, use);
        var coverage = Coverage.Of(
            StudySelection.Read(blobs.OpenRead).Users, LookedUp(blobs),
            Users.SelectMany(user => user.Songs).Select(song => song.Song).ToHashSet());
        CoverageFile.Write(blobs, coverage);
        var page = Page(evaluation, use, doubles);
        var claims = StudyScores.Claims(Listener.All(page), page.Split, Settings.Sweep.Scaling);
        claims.Write(blobs);
        blobs.WriteText(ReportPage.FileName, file => ReportPage.Write(file, page with
        {
            Claims = claims,
            Coverage = coverage,
            WithoutAudio = SongWithoutAudio.Of(blobs, Skipped),
        }));
        return evaluation;
    }

    private LookedUpSongs? LookedUp(IBlobStore blobs)
    {
        if (Mapping is null)
            return null;
        using var file = blobs.OpenRead(LookedUpSongs.FileName);
        return LookedUpSongs.Read(file);
    }

    private ReportModel Page(StudyEvaluation evaluation, StudyUse use, IReadOnlyList<SongsOfOneSound> doubles)
    {
        var songs = Users.ToDictionary(user => user.Rank, user => user.Songs);
        return new ReportModel(
            Selection,
            Users.ToDictionary(user => user.Rank, user => user.Songs.Count),
            Mapping,
            Clips,
            Skipped,
            [.. Outcomes.Select(outcome => new ReportNetwork(
                outcome.Result,
                outcome.MeanCurve(),
                [.. outcome.Estimates.GroupBy(estimate => (estimate.Song, estimate.Plays)).Select(seeds => new HeldOutEstimate(
                    songs[outcome.Result.User][seeds.Key.Song].Song,
                    seeds.Key.Plays,
                    [.. seeds.Select(seed => new SeedEstimate(seed.Fold, seed.EstimatePlays))]))])
            {
                Learned = LearnedSongs.Of(outcome, Settings.Sweep),
            })],
            new ReportSplit(
                SettingNames.Splits.NameOf(Settings.Sweep.Split),
                Splitter.IsLeaky(Settings.Sweep.Split),
                Settings.Sweep.Split == SplitKind.Sound),
            evaluation,
            use,
            Config,
            ReportSpecs.Of(Settings),
            InstructionSets.Current.ToString(),
            doubles);
    }
}
