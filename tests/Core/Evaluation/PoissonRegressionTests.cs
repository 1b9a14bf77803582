using PlayCount.Learning.Evaluation;

namespace PlayCount.Core.Tests.Evaluation;

public sealed class PoissonRegressionTests
{
    private const double Tolerance = 1e-9;

    [Fact]
    public void Finds_the_two_means_of_two_groups_where_nothing_is_penalized()
    {
        // With an intercept and one 0/1 feature the maximum likelihood fits each group's mean: 2 and 9.
        var regression = new PoissonRegression([[0], [0], [1], [1], [1]], [1, 3, 4, 9, 14]);

        regression.Fit(penalty: 0);

        Assert.Equal(Math.Log(2), regression.LogMean([0]), Tolerance);
        Assert.Equal(Math.Log(9), regression.LogMean([1]), Tolerance);
    }

    [Fact]
    public void Has_no_slope_left_at_its_optimum()
    {
        // Of sum(m - y log m) + penalty / 2 w²: sum(m - y) = 0 for the intercept, sum((m - y) x) + penalty w = 0 for the weight.
        double[][] points = [[-1.5], [0.25], [0.5], [2]];
        double[] counts = [4, 0, 7, 30];
        var regression = new PoissonRegression(points, counts);

        regression.Fit(penalty: 5);

        var errors = points.Zip(counts, (point, count) => Math.Exp(regression.LogMean(point)) - count).ToArray();
        var weight = regression.LogMean([1]) - regression.LogMean([0]);
        Assert.Equal(0, errors.Sum(), 1e-5);
        Assert.Equal(0, errors.Zip(points, (error, point) => error * point[0]).Sum() + 5 * weight, 1e-5);
    }

    [Fact]
    public void Comes_to_the_mean_under_a_large_penalty_and_never_above_the_largest_count()
    {
        var estimates = PoissonRegression.Predict([[0], [1], [2], [3]], [1, 2, 4, 8], [[1.5], [40]]);

        Assert.All(estimates, setting => Assert.All(setting, estimate => Assert.InRange(estimate, 0, 8)));
        Assert.Equal(15 / 4.0, estimates[0][0], 1e-2); // 10,000 times the mean square leaves about no slope
        Assert.Equal(8, estimates[^1][1], Tolerance);
    }

    [Fact]
    public void Expects_nothing_where_nothing_was_played() =>
        Assert.All(PoissonRegression.Predict([[1], [2]], [0, 0], [[3]]), setting => Assert.Equal([0], setting));
}
