using System.Globalization;
using PlayCount.Experiments.Reporting;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Published;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Sweeps;
using PlayCount.Songs;

namespace PlayCount.Services.Tests.Reporting;

/// <summary>Small models for the page, every figure another so that a swapped one shows.</summary>
internal static class Models
{
    public static readonly ReportSplit Sound = new("sound", IsLeaky: false, ScoresSongs: true);
    public static readonly ReportSplit PaperCode = new("paper-code", IsLeaky: false, ScoresSongs: false);
    public static readonly ReportSplit PaperText = new("paper-text", IsLeaky: true, ScoresSongs: false);

    /// <summary>Of the baselines, in their order.</summary>
    private static readonly double[] Errors = [1.53, 1.61, 1.57, 1.47, 1.39, 1.43, 1.49];

    public static NetworkResult Network(double? r2, double? high, int layers = 2, int steps = 18, int songs = 58, int user = 1,
        NetworkStatus status = NetworkStatus.Improved) => new(
            user, layers, steps, status, TrainSamples: 412, ValidationSamples: 463, songs,
            FirstValidationMse: 1.93, FinalValidationMse: 1.21, BestValidationMse: 1.17, BestEpoch: 71,
            ScoredMse: 1.53 * (1 - r2), r2, high is { } upper ? new PairedDifference(upper - 0.21, upper - 0.42, upper) : null,
            new BaselineDifferences(BaselineNames.All.Select((name, place) => KeyValuePair.Create(
                name, new PairedDifference(-0.031 - (0.01 * place), -0.13 - (0.01 * place), 0.028 - (0.01 * place))))),
            new BaselineScores(BaselineNames.All.Select((name, place) => KeyValuePair.Create(name, Errors[place]))));

    public static NetworkResult Unscored(NetworkStatus status, int steps = 24) => new(
        1, 1, steps, status, 0, 0, 0, null, null, null, null, null, null, null, null, null);

    /// <summary>A test whose figures all differ.</summary>
    public static ListenerSkill Skill(SkillVerdict verdict = SkillVerdict.Skill, int user = 1) => new(
        user, verdict, Networks: 4, Songs: 51, Layers: 2, Steps: 18, R2: 0.47, new CorrectedSkill(0.41, 0.22, 0.58), P: 0.0002,
        AdjustedP: 0.0007, DetectableR2: 0.36);

    public static StudyEvaluation Evaluation(params IReadOnlyList<ReportNetwork> networks) => new(
        0.01, 9_999,
        [.. networks.Where(network => network.Result.R2 is not null).GroupBy(network => network.Result.User).Select(user => Skill(
            user.Max(network => network.Result.R2) > 0.3 ? SkillVerdict.Skill : SkillVerdict.NoSkill, user.Key))],
        [.. networks.Where(network => network.Result.R2 is not null).Select(network => Metrics(network.Result, songs: 51))],
        [.. networks.Where(network => network.Result.R2 is not null).Select(
            network => Metrics(network.Result, network.Result.ValidationSongs))]);

    /// <summary>Of every listener with a score.</summary>
    public static StudyUse Use(IReadOnlyList<ReportNetwork> networks)
    {
        int[] users = [.. networks.Where(network => network.Result.R2 is not null).Select(network => network.Result.User).Distinct()];
        return new StudyUse(
            [.. users.Select(user => new HeardCurve(
                user, 2, 18, SampleSeconds: 90, [new(1, 27 + user, 1.9, 1.5), new(2, 27 + user, 1.2, 1.5), new(3, 27 + user, 1.1, 1.5)]))],
            [.. users.SelectMany(user => (LeastPlayedShares[])[
                new(user, 2, 18, "10", 51, 10, 0.31, 0.01, 0.21, 0.49), new(user, 2, 18, "10%", 51, 6, 0.33, 0.02, 0.17, 0.49)])],
            users.Length == 0 ? [] : [new("10", users.Length, 77, 0.62, 0.83), new("10%", users.Length, 77, 0.71, 0.88)]);
    }

    private static NetworkMetrics Metrics(NetworkResult network, int songs) => new(
        network.User, network.Layers, network.Steps, songs, 8 * songs,
        [new("r2", MetricUnit.Plays, network.R2, network.R2 - 0.2, network.R2 + 0.1), new("ndcg", MetricUnit.Plays, 0.77, null, null)]);

    public static ReportNetwork WithCurve(NetworkResult result, int epochs = 3, int songs = 4) => new(
        result,
        [.. Enumerable.Range(1, epochs).Select(e => new CurvePoint(e, 0.4 + (1.4 / e), 1.1 + (0.8 / e)))],
        [.. Enumerable.Range(1, songs).Select(s => new HeldOutEstimate(
            Song(s), s * s % 97, [new SeedEstimate(s % 5, (0.6 * (s * s % 97)) + Math.Sin(s) - 0.3)]))]);

    public static ReportModel Page(ReportSplit split, params IReadOnlyList<ReportNetwork> networks) =>
        Page(split, networks, networks.Select(network => network.Result.User).DefaultIfEmpty(1).Max());

    /// <summary>The size of the paper's study: 5 listeners, 48 networks each, 100 epochs.</summary>
    public static ReportModel Study(ReportSplit split) => Page(split, [.. Enumerable.Range(1, 5).SelectMany(user =>
        Enumerable.Range(1, 2).SelectMany(layers => Enumerable.Range(1, 24).Select(steps => Studied(user, layers, steps))))]);

    private static ReportModel Page(ReportSplit split, IReadOnlyList<ReportNetwork> networks, int users) => new(
        SelectionSummary.Of(Selection(users)),
        Enumerable.Range(1, users).ToDictionary(rank => rank, _ => 1),
        new MappingCounts(341, 150, 191, 0, 0),
        new ClipCounts(150, 3_217, 110_250),
        [new SkippedSong(Song(7), "'music/SO7.flac' <script>alert(\"x\")</script> & \u0000 holds no sound")],
        networks,
        split,
        Evaluation(networks),
        Use(networks),
        [new("frontEnd", "log-mel"), new("optimizer", "<rmsprop>")],
        new ReportSpecs([NetworkSpec.Paper(1_024, 1), NetworkSpec.Paper(1_024, 2)], 24, TargetScaling.Robust),
        "AVX-512",
        [new SongsOfOneSound(Song(3), Song(8), IsExact: false, Likeness: 0.8765)])
    {
        Claims = new ReportedClaims(PaperClaims.Published, "Not tested."),
    };

    private static ReportNetwork Studied(int user, int layers, int steps)
    {
        if (user == 2 && steps > 9)
            return new(Unscored(NetworkStatus.TooShort, steps) with { User = user, Layers = layers }, [], []);
        if (user == 4 && steps == 5)
            return new(Unscored(NetworkStatus.NonFinite, steps) with { User = user, Layers = layers },
                [new(1, 3.1, 8.2), new(2, 9e3, double.NaN)], []);
        var songs = user == 2 ? 9 : (20 * user) + 30 - steps;
        var r2 = (user is 1 or 5 ? 0.45 : -0.05) - (0.01 * Math.Abs(steps - 14)) + (0.02 * layers);
        var network = Network(
            r2, 0.16 - (0.9 * r2), layers, steps, songs, user, steps == 3 ? NetworkStatus.Worsened : NetworkStatus.Improved);
        var spread = user == 3 ? 40 : 1;
        return new(network,
            [.. Enumerable.Range(1, 100).Select(e => new CurvePoint(
                e, 0.3 + (spread * 1.5 / (e + steps)), 1.53 * (1 - r2) + (spread * 0.9 / e) + (0.05 * Math.Sin(e * steps))))],
            WithCurve(network, 1, songs).Estimates);
    }

    private static SongId Song(int number) => SongId.Parse("SO" + number.ToString(CultureInfo.InvariantCulture));

    private static Selection Selection(int users) => new(
        48_671, 1_635, 12_906, 5, 3,
        [.. Enumerable.Range(1, users).Select(rank => new SelectedUser(
            rank, UserId.Parse($"{rank}19b7c88d58d0c6eb051365c103da5caf817bea6"), 9_440 - rank, 1_449 - rank,
            [new SongPlays(Song(1), 2)]))],
        3_516, [Song(1), Song(2)]);
}
