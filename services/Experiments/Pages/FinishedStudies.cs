using System.Globalization;
using PlayCount.Experiments.Reporting;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Sweeps;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;

namespace PlayCount.Experiments.Pages;

/// <summary>Reads the tables that a finished experiment left, for pages.</summary>
internal sealed class FinishedStudies(IBlobStore blobs)
{
    private const int CurveFields = 6;
    private const int EstimateFields = 11;

    /// <summary>The verdict on each listener, without curves and estimates.</summary>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public FinishedStudy Verdicts(string experiment, CancellationToken cancellationToken) =>
        Read(blobs.Below(experiment), whole: false, cancellationToken);

    /// <summary>Each listener's networks with their curves and held-out estimates.</summary>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public FinishedStudy Whole(string experiment, CancellationToken cancellationToken) =>
        Read(blobs.Below(experiment), whole: true, cancellationToken);

    /// <summary>The held-out estimates of one song, by listener, layers and steps.</summary>
    public Dictionary<NetworkKey, HeldOutEstimate> Estimates(string experiment, SongId song, CancellationToken cancellationToken)
    {
        var study = blobs.Below(experiment);
        return study.Exists(ResultFiles.Estimates)
            ? Estimates(study, song.Value, cancellationToken).ToDictionary(row => row.Key, row => row.Estimate)
            : [];
    }

    private static FinishedStudy Read(
        IBlobStore study, bool whole, CancellationToken cancellationToken)
    {
        var results = StoredResults.Read(study);
        var evaluation = StoredResults.Evaluation(study, whole);
        var use = whole ? StoredResults.Use(study) : null;
        var curves = (whole ? Curves(study, cancellationToken) : []).ToLookup(row => row.Key, row => row.Point);
        var estimates = (whole ? Estimates(study, null, cancellationToken) : []).ToLookup(row => row.Key, row => row.Estimate);
        var learned = (whole ? Learned(study, cancellationToken) : []).ToLookup(row => row.Key, row => row.Point);
        var kind = SettingNames.Splits.Parse((string?)results.Config["split"] ?? "");
        var split = new ReportSplit(SettingNames.Splits.NameOf(kind), results.Leaky, kind == Learning.Sampling.SplitKind.Sound);
        var networks = results.Networks.ToLookup(network => network.User);
        var missing = whole ? SongWithoutAudio.Of(study, results.SkippedSongs.Select(song => song.Skipped)) : [];
        return new FinishedStudy(split, use, [.. StudySelection.Read(study.OpenRead).Users.Select(user =>
        {
            var own = networks[user.Rank].Select(network => new ReportNetwork(
                network, [.. curves[Key(network)]], [.. estimates[Key(network)]])
            {
                Learned = [.. learned[Key(network)]],
            });
            return Listener.Of(user.Rank, own, evaluation, use, split, SongsWithAudio(study, user.Rank));
        })])
        {
            Claims = whole ? ReportedClaims.Read(study) : null,
            Coverage = whole ? StoredResults.Coverage(study) : null,
            WithoutAudio = missing,
        };
    }

    private static int SongsWithAudio(IBlobStore study, int rank) =>
        Lines(study, string.Create(CultureInfo.InvariantCulture, $"users/user_{rank}_scaled.csv")).Count();

    private static IEnumerable<(NetworkKey Key, CurvePoint Point)> Curves(IBlobStore study, CancellationToken cancellationToken)
    {
        foreach (var fields in Rows(study, ResultFiles.Curves, CurveFields, cancellationToken))
            yield return (Key(fields), new CurvePoint(Whole(fields[3]), Number(fields[4]), Number(fields[5])));
    }

    private static IEnumerable<(NetworkKey Key, LearnedPoint Point)> Learned(IBlobStore study, CancellationToken cancellationToken) =>
        from fields in study.Exists(LearnedSongsFile.FileName)
            ? Rows(study, LearnedSongsFile.FileName, LearnedSongsFile.Fields, cancellationToken)
            : []
        select (Key(fields), new LearnedPoint(
            Number(fields[3]), Number(fields[4]), Whole(fields[5]), Number(fields[6]), Number(fields[7])));

    private static IEnumerable<(NetworkKey Key, HeldOutEstimate Estimate)> Estimates(
        IBlobStore study, string? song, CancellationToken cancellationToken)
    {
        // With several seeds a song has as many rows; the pages show their mean.
        foreach (var rows in Rows(study, ResultFiles.Estimates, EstimateFields, cancellationToken)
            .Where(fields => song is null || fields[3] == song)
            .GroupBy(fields => (Key: Key(fields), Song: fields[3], Plays: fields[6])))
        {
            yield return (rows.Key.Key, new HeldOutEstimate(
                SongId.Parse(rows.Key.Song),
                Whole(rows.Key.Plays),
                [.. rows.Select(fields => new SeedEstimate(Whole(fields[4]), Number(fields[9])))]));
        }
    }

    private static IEnumerable<string[]> Rows(IBlobStore study, string name, int count, CancellationToken cancellationToken)
    {
        foreach (var line in Lines(study, name).Skip(1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var fields = line.Split(',');
            yield return fields.Length == count
                ? fields
                : throw new InvalidDataException($"'{name}': '{Shown.Shorten(line)}' has {fields.Length} fields; {count} are right.");
        }
    }

    private static IEnumerable<string> Lines(IBlobStore study, string name)
    {
        using var file = new StreamReader(study.OpenRead(name));
        while (file.ReadLine() is { } line)
            yield return line;
    }

    private static NetworkKey Key(NetworkResult network) => new(network.User, network.Layers, network.Steps);

    private static NetworkKey Key(string[] fields) => new(Whole(fields[0]), Whole(fields[1]), Whole(fields[2]));

    private static int Whole(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new InvalidDataException($"'{Shown.Shorten(text)}' is no whole number in a table of results.");

    private static double Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new InvalidDataException($"'{Shown.Shorten(text)}' is no number in a table of results.");
}

/// <summary>What a finished experiment left, for pages.</summary>
/// <param name="Split">How songs were held out.</param>
/// <param name="Use">What the chosen networks are worth in use; null where it is not asked for, or not known.</param>
/// <param name="Listeners">The listeners, by rank.</param>
internal sealed record FinishedStudy(ReportSplit Split, StudyUse? Use, IReadOnlyList<Listener> Listeners)
{
    /// <summary>The paper's claims, tested on the networks; null where it is not asked for.</summary>
    public ReportedClaims? Claims { get; init; }

    /// <summary>How far the songs are covered; null where it is not asked for, or not known.</summary>
    public Coverage? Coverage { get; init; }

    /// <summary>Songs that there was no file of; none where it is not asked for.</summary>
    public IReadOnlyList<SongWithoutAudio> WithoutAudio { get; init; } = [];
}
