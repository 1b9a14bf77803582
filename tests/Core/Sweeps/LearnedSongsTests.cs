using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Sweeps;

namespace PlayCount.Core.Tests.Sweeps;

/// <summary>
/// Six songs of 1, 3, 5, 11, 2, 8 plays in two folds. Standard scaling: the songs of fold 1 (11, 2, 8) have mean 7 and variance 14, those
/// of fold 0 (1, 3, 5) mean 3 and variance 8/3.
/// </summary>
public sealed class LearnedSongsTests
{
    private const double Rounding = 1e-12;

    private static readonly int[] Plays = [1, 3, 5, 11, 2, 8];

    private static readonly SweepOptions Options = new()
    {
        Networks = [new NetworkLayers([new LstmSpec(1)], [new DenseSpec(1)])],
        Steps = [1],
        Scaling = TargetScaling.Standard,
        SongShares = [0.3, 0.7],
    };

    [Fact]
    public void Errors_are_in_the_units_of_the_whole_fold_and_the_constant_is_that_of_all_its_songs()
    {
        var points = LearnedSongs.Of(Outcome(
            Part(0, 0.3, 1, [4, 3, 5]), Part(0, 0.7, 2, [2, 3, 5]), Part(1, 0.3, 1, [11, 2, 10]), Part(1, 0.7, 2, [11, 2, 9])), Options);

        var constant = ((36 + 16 + 4) / 14.0 + (64 + 1 + 25) / (8 / 3.0)) / 6;
        Assert.Equal([0.3, 0.7, 1], points.Select(point => point.Share));
        Assert.Equal([1.0, 2, 3], points.Select(point => point.TrainingSongs));
        Assert.All(points, point => Assert.Equal((6, constant), (point.Songs, Math.Round(point.ConstantMse, 12)), Close));
        Assert.Equal((9 / 14.0 + 4 / (8 / 3.0)) / 6, points[0].Mse, Rounding);
        Assert.Equal((1 / 14.0 + 1 / (8 / 3.0)) / 6, points[1].Mse, Rounding);
        Assert.Equal((4 / 14.0) / 6, points[2].Mse, Rounding); // one estimate of the whole fold errs, by 2
        Assert.Equal(1 - (points[0].Mse / constant), points[0].R2!.Value, Rounding);
    }

    [Fact]
    public void A_share_that_a_fold_came_to_no_end_with_has_no_point()
    {
        var points = LearnedSongs.Of(Outcome(
            Part(0, 0.3, 1, []), Part(0, 0.7, 2, [2, 3, 5]), Part(1, 0.3, 1, [11, 2, 10]), Part(1, 0.7, 2, [11, 2, 9])), Options);

        Assert.Equal([0.7, 1], points.Select(point => point.Share));
    }

    [Fact]
    public void There_is_no_curve_where_none_was_asked_for() => Assert.Empty(LearnedSongs.Of(Outcome(), Options));

    private static bool Close((int Songs, double Mse) one, (int Songs, double Mse) other) =>
        one.Songs == other.Songs && Math.Abs(one.Mse - other.Mse) < 1e-9;

    private static PartOutcome Part(int fold, double share, int songs, double[] estimates) => new(
        fold, new FoldPart(1, null, share), songs,
        [.. estimates.Select((plays, place) => Estimate(fold, (3 * fold) + place, plays, double.NaN))]);

    private static NetworkOutcome Outcome(params PartOutcome[] parts)
    {
        var result = new NetworkResult(
            1, 1, 1, NetworkStatus.Improved, 3, 6, 6, null, null, null, null, ScoredMse: 0.5, null, null, null, null);
        double[] estimates = [3, 3, 5, 11, 2, 8];
        return new NetworkOutcome(
            result, [], [.. estimates.Select((plays, song) => Estimate(song / 3, song, plays, Scale(song / 3, plays)))],
            parts.Length == 0 ? null : parts);
    }

    private static SongEstimate Estimate(int fold, int song, double plays, double scaled) =>
        new(song, fold, 1, Plays[song], Scale(fold, Plays[song]), scaled, plays, Seed: 1);

    private static double Scale(int fold, double plays) => fold == 0 ? (plays - 7) / Math.Sqrt(14) : (plays - 3) / Math.Sqrt(8 / 3.0);
}
