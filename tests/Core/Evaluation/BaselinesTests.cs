using PlayCount.Learning;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Sampling;

namespace PlayCount.Core.Tests.Evaluation;

public sealed class BaselinesTests
{
    private static readonly FittedScaling Plays = new(TargetScaling.Standard, Centre: 0, Spread: 1);

    [Fact]
    public void Predicts_mean_and_median_of_the_training_rows_for_every_validation_row()
    {
        var scaling = new FittedScaling(TargetScaling.Robust, Centre: 1, Spread: 2);

        var predictions = Predict([1, 2, 9, 4], [[1], [2], [3], [4]], [[5], [6]], scaling);

        Assert.Equal([1.5, 1.5], predictions["mean"]);
        Assert.Equal([1, 1], predictions["median"]);
    }

    [Fact]
    public void Has_every_baseline_in_the_fixed_order()
    {
        var predictions = Rows.Draw(seed: 30, training: 12, validation: 3, features: 4).Predict();

        Assert.Equal(["mean", "median", "popularity", "knn", "ridge", "poisson", "trees"], predictions.ByName.Keys);
        Assert.Equal(BaselineNames.All, predictions.ByName.Keys);
        Assert.All(predictions.ByName.Values, estimates => Assert.True(estimates.Length == 3 && estimates.All(double.IsFinite)));
    }

    [Theory]
    [InlineData("knn", 0.4)] // neighbours, and trees of a tenth each, cannot use all of it
    [InlineData("ridge", 0.6)]
    [InlineData("poisson", 0.5)] // the mean is a straight line here, and not its exponential
    [InlineData("trees", 0.3)]
    public void Finds_a_planted_signal_and_none_where_none_is(string name, double least)
    {
        var planted = Rows.Draw(seed: 31, training: 120, validation: 200, features: 64);
        var unrelated = Rows.Draw(seed: 32, training: 120, validation: 200, features: 64, signal: 0);

        Assert.InRange(R2(planted), least, 0.9); // reachable is 4/5: the target is 2 z + noise of deviation 1
        Assert.InRange(R2(unrelated), -0.2, 0.1);

        double R2(Rows rows)
        {
            var predictions = rows.Predict();
            return Scores.R2(predictions[name], rows.ValidationTargets, predictions["mean"])!.Value;
        }
    }

    [Fact]
    public void Draws_a_straight_line_over_the_logarithm_of_the_others_plays()
    {
        // log(1 + plays) is 0, 1 and 2 times log 2; the targets 1, 2 and 6: mean 3, slope 2.5.
        var predictions = Baselines.Predict(
            new TrainingRows(new BaselineRows([[1], [1], [1]], [0, 1, 3]), [0, 1, 2], [1, 2, 6]),
            new BaselineRows([[1], [1]], [7, 1]),
            Plays,
            new Rng(1));

        Assert.Equal(3 + 2 * 2.5, predictions["popularity"][0], 1e-12);
        Assert.Equal(3, predictions["popularity"][1], 1e-12);
    }

    [Fact]
    public void Repeats_itself_bit_for_bit_and_ignores_the_unit_of_a_feature()
    {
        var rows = Rows.Draw(seed: 33, training: 30, validation: 6, features: 50);
        float[][] Doubled(float[][] matrix) =>
            [.. matrix.Select(row => row.Select((value, i) => i % 2 == 0 ? 4 * value : value).ToArray())];

        var first = rows.Predict();
        var again = rows.Predict();
        var otherUnit = (rows with { Training = Doubled(rows.Training), Validation = Doubled(rows.Validation) }).Predict();

        foreach (var name in BaselineNames.All)
        {
            Assert.Equal(first[name], again[name]);
            Assert.Equal(first[name], otherUnit[name]); // a power of two scales without rounding
        }
    }

    [Fact]
    public void Estimates_plays_and_not_scaled_plays_with_Poisson_regression()
    {
        var rows = Rows.Draw(seed: 34, training: 40, validation: 5, features: 6);
        double[] plays = [.. rows.Targets.Select(target => Math.Max(Math.Round(target), 0))];
        var scaling = new FittedScaling(TargetScaling.Robust, Centre: 9, Spread: 4);

        var inPlays = Predict(plays, rows.Training, rows.Validation, Plays)["poisson"];
        var scaled = Predict(plays, rows.Training, rows.Validation, scaling)["poisson"];

        Assert.All(inPlays, estimate => Assert.InRange(estimate, 0, plays.Max()));
        Assert.Equal(Array.ConvertAll(inPlays, scaling.Scale), scaled);
    }

    [Fact]
    public void Predicts_the_mean_where_nothing_can_be_learned()
    {
        string[] learned = ["popularity", "knn", "ridge", "poisson", "trees"];

        var oneSong = Predict([7], [[1, 2]], [[3, 4]], Plays);
        var equalPlays = Predict([3, 3, 3], [[1], [2], [4]], [[8]], Plays);
        var equalFeatures = Predict([1, 2, 6], [[5], [5], [5]], [[8]], Plays);

        foreach (var name in learned)
        {
            Assert.Equal(7, Assert.Single(oneSong[name]), 1e-12);
            Assert.Equal(3, Assert.Single(equalPlays[name]), 1e-12);
        }

        foreach (var name in learned.Where(name => name != "knn")) // neighbours at one distance count in their order
            Assert.Equal(3, Assert.Single(equalFeatures[name]), 1e-12);
    }

    [Fact]
    public void Joins_folds_in_order()
    {
        var joined = BaselinePredictions.Join([Rows.Said([1], [2], [3], [4]), Rows.Said([5, 6], [7, 8], [9, 10], [11, 12])]);

        Assert.Equal([1, 5, 6], joined["mean"]);
        Assert.Equal([2, 7, 8], joined["median"]);
        Assert.Equal([3, 9, 10], joined["knn"]);
        Assert.Equal([4, 11, 12], joined["ridge"]);
    }

    [Fact]
    public void Says_which_row_is_wrong()
    {
        Assert.Contains("at least one training row", Refusal([], [], []), StringComparison.Ordinal);
        Assert.Contains("2 training rows of features", Refusal([1], [[1], [2]], []), StringComparison.Ordinal);
        Assert.Contains("Validation row 1 has 2 features", Refusal([1], [[1]], [[1], [1, 2]]), StringComparison.Ordinal);
        Assert.Contains("Training row 1 has 'NaN' as feature 0", Refusal([1, 2], [[1], [float.NaN]], []), StringComparison.Ordinal);
        Assert.Contains("no features", Refusal([1], [[]], []), StringComparison.Ordinal);
        Assert.Contains("Training row 0 has 'Infinity' as plays", Refusal([double.PositiveInfinity], [[1]], []),
            StringComparison.Ordinal);
        Assert.Contains("Training row 1 has '-1' as plays", Refusal([0, -1], [[1], [2]], []), StringComparison.Ordinal);

        static string Refusal(double[] plays, float[][] training, float[][] validation) => Assert.Throws<ArgumentException>(
            () => Predict(plays, training, validation, Plays)).Message;
    }

    private static BaselinePredictions Predict(double[] plays, float[][] training, float[][] validation, FittedScaling scaling) =>
        Baselines.Predict(
            new TrainingRows(
                new BaselineRows(training, new double[training.Length]), [.. Enumerable.Range(0, plays.Length)], plays),
            new BaselineRows(validation, new double[validation.Length]),
            scaling,
            new Rng(1));
}
