using PlayCount.Learning.Evaluation;

namespace PlayCount.Core.Tests.Evaluation;

public sealed class NearestRowsTests
{
    [Fact]
    public void Averages_the_nearest_rows_for_every_number_of_neighbours()
    {
        double[][] points = [[0, 0], [9, 1], [0, 3], [1, 1], [2, 0], [-7, 0]];
        double[] targets = [10, 20, 30, 40, 50, 60];

        var estimates = NearestRows.Predict(points, targets, [[1, 0]]);

        // Squared distances 1, 65, 10, 1, 1, 64: rows 0, 3, 4 at one distance, then 2, 5, 1. 20 and 10 neighbours are all six.
        Assert.Equal([20, 10, 5, 3, 1], NearestRows.Neighbours);
        Assert.Equal([35, 35, 190 / 5.0, 100 / 3.0, 10], estimates.Select(Assert.Single));
    }

    [Fact]
    public void Repeats_the_only_row() =>
        Assert.All(NearestRows.Predict([[1, 2]], [7], [[5, 5], [0, 0]]), row => Assert.Equal([7, 7], row));

    [Fact]
    public void Counts_rows_at_one_distance_in_their_order() =>
        Assert.Equal([7], NearestRows.Predict([[0], [10]], [7, 9], [[5]])[^1]);
}
