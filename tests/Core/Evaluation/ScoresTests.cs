using PlayCount.Learning;
using PlayCount.Learning.Evaluation;

namespace PlayCount.Core.Tests.Evaluation;

public sealed class ScoresTests
{
    [Fact]
    public void Averages_squared_errors() => Assert.Equal((1 + 4 + 16) / 3.0, Scores.MeanSquaredError([2, 0, 7], [1, 2, 3]));

    [Fact]
    public void Compares_with_the_training_means_of_each_row_for_R2()
    {
        var r2 = Scores.R2([2, 0], [1, 2], trainingMeans: [4, 3]); // errors 1 + 4 against 9 + 1

        Assert.Equal(0.5, r2);
    }

    [Fact]
    public void Has_no_R2_where_the_training_mean_is_right() => Assert.Null(Scores.R2([2, 0], [1, 1], trainingMeans: [1, 1]));

    [Fact]
    public void Sets_a_network_beside_the_baselines_on_its_rows()
    {
        ScoredRow[] rows = [Row(song: 4, scaled: 1, estimate: 2), Row(song: 2, scaled: 2, estimate: 2),
            Row(song: 9, scaled: 4, estimate: 1)];
        var baselines = Rows.Said(mean: [3, 3, 3], median: [2, 2, 3], knn: [1, 4, 4], ridge: [1, 2, 5]);

        var scores = Scores.Of(rows, baselines, new Rng(51));

        Assert.Equal(10 / 3.0, scores.Mse); // 1, 0, 9
        Assert.Equal(
            new BaselineScores([new("mean", 2), new("median", 2 / 3.0), new("knn", 4 / 3.0), new("ridge", 1 / 3.0)]), scores.Baselines);
        Assert.Equal(1 - 10 / 3.0 / 2, scores.R2);
        Assert.Equal(8 / 3.0, scores.AgainstConstant!.Mean); // the median is the better constant: errors 1, 0, 1
        Assert.Equal(["mean", "median", "knn", "ridge"], scores.AgainstBaselines.ByName.Select(difference => difference.Key));
        Assert.Equal([4 / 3.0, 8 / 3.0, 6 / 3.0, 9 / 3.0], scores.AgainstBaselines.ByName.Select(difference => difference.Value.Mean));
        Assert.Equal(scores.AgainstConstant, scores.AgainstBaselines.Find("median")); // the same draws
        Assert.InRange(scores.AgainstConstant.Low, 0, scores.AgainstConstant.Mean);
        Assert.InRange(scores.AgainstConstant.High, scores.AgainstConstant.Mean, 8);
    }

    [Fact]
    public void Takes_the_mean_as_constant_where_it_is_better()
    {
        ScoredRow[] rows = [Row(song: 1, scaled: 3, estimate: 3), Row(song: 2, scaled: 5, estimate: 5)];

        var scores = Scores.Of(rows, Rows.Said([4, 4], [3, 3], [0, 0], [3, 5]), new Rng(52));

        Assert.Equal(new PairedDifference(-1, -1, -1), scores.AgainstConstant);
        Assert.Equal(new PairedDifference(0, 0, 0), scores.AgainstBaselines.Find("ridge"));
        Assert.Equal(1, scores.R2);
    }

    [Fact]
    public void Refuses_no_rows_and_other_lengths()
    {
        Assert.Throws<ArgumentException>(() => Scores.MeanSquaredError([], []));
        Assert.Throws<ArgumentException>(() => Scores.MeanSquaredError([1], [1, 2]));
        Assert.Throws<ArgumentException>(
            () => Scores.Of([Row(1, 2, 3)], Rows.Said([4, 4], [3, 3], [0, 0], [3, 5]), new Rng(53)));
    }

    private static ScoredRow Row(int song, double scaled, double estimate) =>
        new(song, Fold: 0, Samples: 1, Plays: scaled + 10, scaled, estimate, EstimatePlays: estimate + 10);
}
