using PlayCount.Learning.Evaluation;

namespace PlayCount.Core.Tests.Evaluation;

public sealed class BoostedTreesTests
{
    private const double Rounding = 1e-12;

    [Fact]
    public void Grows_the_tree_that_a_pencil_grows()
    {
        // One axis, targets 1 1 4 10 12 at 1 2 3 5 9. Sum 28, sum²/n 156.8. After row 0: 1 + 27²/4 = 183.25; after row 1: 2 + 26²/3 =
        // 227.33; after row 2: 12 + 22²/2 = 254, the most; after row 3: 64 + 144 = 208. So 3 | 5 at 4: means 2 and 11. Then left 1 1 | 4 at
        // 2.5 (12 to 2 + 16 = 18), right 10 | 12 at 7.
        var sorted = SortedAxes.Of([[9], [1], [2], [5], [3]]);
        double[] targets = [12, 1, 1, 10, 4];

        var stump = RegressionTree.Grow(sorted, targets, depth: 1, leafRows: 1);
        var tree = RegressionTree.Grow(sorted, targets, depth: 2, leafRows: 1);

        Assert.Equal([2, 2, 11, 11], Estimates(stump, 0, 4, 4.0001, 100));
        Assert.Equal([1, 1, 4, 4, 10, 10, 12], Estimates(tree, 1, 2.5, 2.51, 4, 4.01, 7, 7.01));
        Assert.Equal((2, 4), (stump.Leaves, tree.Leaves));
    }

    [Fact]
    public void Takes_the_axis_that_tells_more_and_the_first_of_two_that_tell_the_same()
    {
        double[] targets = [0, 0, 6, 6];

        var second = RegressionTree.Grow(SortedAxes.Of([[1, 1], [3, 2], [2, 3], [4, 4]]), targets, depth: 1, leafRows: 1);
        var first = RegressionTree.Grow(SortedAxes.Of([[1, 5], [2, 6], [3, 7], [4, 8]]), targets, depth: 1, leafRows: 1);

        Assert.Equal((0, 6), (second.Estimate([9, 2]), second.Estimate([0, 3])));
        Assert.Equal((0, 6), (first.Estimate([2, 8]), first.Estimate([3, 5])));
    }

    [Fact]
    public void Leaves_as_many_rows_in_a_leaf_as_it_must_and_equal_values_together()
    {
        var sorted = SortedAxes.Of([[1], [2], [2], [3]]);

        var tree = RegressionTree.Grow(sorted, [0, 1, 5, 6], depth: 3, leafRows: 2);

        Assert.Equal(1, tree.Leaves); // the only split into two and two would part the rows at 2
        Assert.Equal(3, tree.Estimate([1]));
    }

    [Fact]
    public void Adds_a_tenth_of_each_tree_to_the_mean()
    {
        // Ten rows, 0 five times at 0 and 10 five times at 1: mean 5, and each tree takes a tenth of what is left away.
        var points = Enumerable.Range(0, 10).Select(row => (double[])[row / 5]).ToArray();
        double[] targets = [0, 0, 0, 0, 0, 10, 10, 10, 10, 10];

        var estimates = BoostedTrees.Predict(points, targets, [[0], [1]]);

        foreach (var (setting, place) in BoostedTrees.Settings.Select((setting, place) => (setting, place)))
        {
            var left = 5 * Math.Pow(0.9, setting.Rounds);
            Assert.Equal(left, estimates[place][0], Rounding);
            Assert.Equal(10 - left, estimates[place][1], Rounding);
        }
    }

    [Fact]
    public void Stays_at_the_mean_where_songs_are_too_few_or_alike()
    {
        Assert.All(BoostedTrees.Predict([[1], [2], [3]], [1, 2, 6], [[2]]), setting => Assert.Equal([3], setting));
        var alike = Enumerable.Repeat((double[])[1], 12).ToArray();
        Assert.All(BoostedTrees.Predict(alike, [.. Enumerable.Range(0, 12)], [[1]]), setting => Assert.Equal(5.5, setting[0], Rounding));
    }

    private static double[] Estimates(RegressionTree tree, params double[] points) => [.. points.Select(point => tree.Estimate([point]))];
}
