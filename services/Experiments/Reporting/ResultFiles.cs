using System.Globalization;
using System.Text.Json.Nodes;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Formats;
using PlayCount.Learning.Kernels;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Sweeps;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;

namespace PlayCount.Experiments.Reporting;

/// <summary>The tables of a finished sweep. Numbers are invariant and shortest; nothing in them tells when or where the run was.</summary>
public static class ResultFiles
{
    /// <summary>Name of the curves, means over folds.</summary>
    internal const string Curves = "runs.csv";

    /// <summary>Name of the held-out estimates.</summary>
    internal const string Estimates = "predictions.csv";

    /// <summary>Name of the curves of each fold and seed.</summary>
    internal const string FoldCurves = "runs-folds.csv";

    /// <summary>The names of all that <see cref="Write"/> writes.</summary>
    internal static IEnumerable<string> Names(IEnumerable<int> ranks) =>
        [.. ranks.Select(Scaled), Curves, FoldCurves, Estimates, StoredResults.FileName];

    /// <summary>Writes runs.csv, runs-folds.csv, predictions.csv, results.json and the scaled plays of each user.</summary>
    /// <param name="blobs">Receives the files.</param>
    /// <param name="users">As trained.</param>
    /// <param name="options">How plays were scaled and samples parted; a leaky split is marked.</param>
    /// <param name="outcomes">Every network.</param>
    /// <param name="config">The run's settings, as they shall stand in results.json.</param>
    /// <param name="skipped">Songs without usable audio.</param>
    /// <param name="unreadable">Songs whose mapping record could not be read.</param>
    /// <param name="doubles">Songs whose audio is one sound.</param>
    public static void Write(
        IBlobStore blobs,
        IReadOnlyList<UserSongs> users,
        SweepOptions options,
        IReadOnlyList<NetworkOutcome> outcomes,
        JsonObject config,
        IReadOnlyList<SkippedSong> skipped,
        IReadOnlyList<SkippedSong> unreadable,
        IReadOnlyList<SongsOfOneSound> doubles)
    {
        foreach (var user in users)
            WriteScaled(blobs, user, options.Scaling);
        WriteTable(blobs, Curves, "user,layers,steps,epoch,train_mse,validation_mse", outcomes, MeanRows);
        WriteTable(blobs, FoldCurves, "user,layers,steps,fold,epoch,train_mse,validation_mse,seed", outcomes, FoldRows);
        var songs = users.ToDictionary(user => user.Rank, user => user.Songs);
        WriteTable(
            blobs,
            Estimates,
            "user,layers,steps,song_id,fold,samples,plays,scaled,estimate_scaled,estimate_plays,seed",
            outcomes,
            outcome => EstimateRows(outcome, songs[outcome.Result.User]));
        blobs.Write(StoredResults.FileName, stream => StoredJson.Write(stream, new Results(
            config,
            Splitter.IsLeaky(options.Split),
            InstructionSets.Current,
            [.. skipped.Select(Named)],
            [.. unreadable.Select(Named)],
            [.. doubles.Select(pair => new OneSound(pair.Song.Value, pair.Other.Value, pair.IsExact, pair.Likeness))],
            [.. outcomes.Select(outcome => outcome.Result)])));
    }

    private static string Scaled(int rank) => Text($"users/user_{rank}_scaled.csv");

    private static void WriteScaled(IBlobStore blobs, UserSongs user, TargetScaling kind) =>
        blobs.WriteText(Scaled(user.Rank), file =>
        {
            if (user.Songs.Count == 0)
                return;
            var scaling = FittedScaling.Fit(kind, [.. user.Songs.Select(song => (double)song.Plays)]);
            foreach (var song in user.Songs)
                file.WriteLine(Text($"{user.User},{song.Song},{song.Plays},{scaling.Scale(song.Plays)}"));
        });

    private static void WriteTable(
        IBlobStore blobs,
        string name,
        string header,
        IReadOnlyList<NetworkOutcome> outcomes,
        Func<NetworkOutcome, IEnumerable<string>> rows) => blobs.WriteText(name, file =>
        {
            file.WriteLine(header);
            foreach (var row in outcomes.SelectMany(rows))
                file.WriteLine(row);
        });

    private static IEnumerable<string> MeanRows(NetworkOutcome outcome) => outcome.MeanCurve()
        .Select(point => Text($"{Key(outcome.Result)},{point.Epoch},{point.TrainMse},{point.ValidationMse}"));

    private static IEnumerable<string> FoldRows(NetworkOutcome outcome) => outcome.Folds.SelectMany(fold => fold.Curve
        .Select(point => Text($"{Key(outcome.Result)},{fold.Fold},{point.Epoch},{point.TrainMse},{point.ValidationMse},{fold.Seed}")));

    private static IEnumerable<string> EstimateRows(NetworkOutcome outcome, IReadOnlyList<SongPlays> songs) => outcome.Estimates
        .Select(e => Text($"{Key(outcome.Result)},{songs[e.Song].Song},{e.Fold},{e.Samples},{e.Plays}")
            + Text($",{e.Scaled},{e.EstimateScaled},{e.EstimatePlays},{e.Seed}"));

    private static string Key(NetworkResult result) => Text($"{result.User},{result.Layers},{result.Steps}");

    private static NamedSong Named(SkippedSong song) => new(song.Song.Value, song.Reason);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record OneSound(string SongId, string OtherSongId, bool Exact, double Likeness);

    private sealed record NamedSong(string SongId, string Reason);

    private sealed record Results(
        JsonObject Config,
        bool Leaky,
        InstructionSet InstructionSet,
        IReadOnlyList<NamedSong> SkippedSongs,
        IReadOnlyList<NamedSong> UnreadableRecords,
        IReadOnlyList<OneSound> OneSound,
        IReadOnlyList<NetworkResult> Networks);
}
