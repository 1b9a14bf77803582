using PlayCount.Learning.Evaluation;

namespace PlayCount.Core.Tests.Evaluation;

public sealed class BaselinesTests
{
    [Fact]
    public void Predicts_mean_and_median_of_the_training_rows_for_every_validation_row()
    {
        var predictions = Baselines.Predict([1, 2, 9, 4], [[1], [2], [3], [4]], [[5], [6]]);

        Assert.Equal([4, 4], predictions[BaselineNames.Mean]);
        Assert.Equal([3, 3], predictions[BaselineNames.Median]);
        Assert.Equal((2, 2), (predictions[BaselineNames.Knn].Length, predictions[BaselineNames.Ridge].Length));
    }

    [Fact]
    public void Finds_a_planted_signal_with_ridge_and_neighbours_and_none_where_none_is()
    {
        var planted = Rows.Draw(seed: 31, training: 120, validation: 200, features: 64);
        var unrelated = Rows.Draw(seed: 32, training: 120, validation: 200, features: 64, signal: 0);

        var (knnPlanted, ridgePlanted) = R2(planted);
        var (knnUnrelated, ridgeUnrelated) = R2(unrelated);

        // Reachable is 4/5: the target is 2 z + noise of deviation 1. Neighbours cannot use all of it.
        Assert.InRange(ridgePlanted, 0.6, 0.9);
        Assert.InRange(knnPlanted, 0.4, 0.9);
        Assert.InRange(ridgeUnrelated, -0.2, 0.1);
        Assert.InRange(knnUnrelated, -0.2, 0.1);

        static (double Knn, double Ridge) R2(Rows rows)
        {
            var predictions = Baselines.Predict(rows.Targets, rows.Training, rows.Validation);
            return (Scores.R2(predictions[BaselineNames.Knn], rows.ValidationTargets, predictions[BaselineNames.Mean])!.Value,
                Scores.R2(predictions[BaselineNames.Ridge], rows.ValidationTargets, predictions[BaselineNames.Mean])!.Value);
        }
    }

    [Fact]
    public void Repeats_itself_bit_for_bit_and_ignores_the_unit_of_a_feature()
    {
        var rows = Rows.Draw(seed: 33, training: 30, validation: 6, features: 50);
        float[][] Doubled(float[][] matrix) =>
            [.. matrix.Select(row => row.Select((value, i) => i % 2 == 0 ? 4 * value : value).ToArray())];

        var first = Baselines.Predict(rows.Targets, rows.Training, rows.Validation);
        var again = Baselines.Predict(rows.Targets, rows.Training, rows.Validation);
        var otherUnit = Baselines.Predict(rows.Targets, Doubled(rows.Training), Doubled(rows.Validation));

        Assert.Equal(first[BaselineNames.Ridge], again[BaselineNames.Ridge]);
        Assert.Equal(first[BaselineNames.Knn], again[BaselineNames.Knn]);
        Assert.Equal(first[BaselineNames.Ridge], otherUnit[BaselineNames.Ridge]); // a power of two scales without rounding
        Assert.Equal(first[BaselineNames.Knn], otherUnit[BaselineNames.Knn]);
    }

    [Fact]
    public void Joins_folds_in_order()
    {
        var joined = BaselinePredictions.Join([Rows.Said([1], [2], [3], [4]), Rows.Said([5, 6], [7, 8], [9, 10], [11, 12])]);

        Assert.Equal([1, 5, 6], joined[BaselineNames.Mean]);
        Assert.Equal([2, 7, 8], joined[BaselineNames.Median]);
        Assert.Equal([3, 9, 10], joined[BaselineNames.Knn]);
        Assert.Equal([4, 11, 12], joined[BaselineNames.Ridge]);
    }

    [Fact]
    public void Says_which_row_is_wrong()
    {
        Assert.Throws<ArgumentException>(() => Baselines.Predict([], [], []));
        Assert.Contains("2 training rows of features for 1 targets", Refusal([1], [[1], [2]], []), StringComparison.Ordinal);
        Assert.Contains("Validation row 1 has 2 features", Refusal([1], [[1]], [[1], [1, 2]]), StringComparison.Ordinal);
        Assert.Contains("Training row 1 has 'NaN' as feature 0", Refusal([1, 2], [[1], [float.NaN]], []), StringComparison.Ordinal);
        Assert.Contains("no features", Refusal([1], [[]], []), StringComparison.Ordinal);
        Assert.Contains("Training row 0 has the target 'Infinity'", Refusal([double.PositiveInfinity], [[1]], []),
            StringComparison.Ordinal);

        static string Refusal(double[] targets, float[][] training, float[][] validation) =>
            Assert.Throws<ArgumentException>(() => Baselines.Predict(targets, training, validation)).Message;
    }
}
