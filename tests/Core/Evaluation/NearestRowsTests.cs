using PlayCount.Learning.Evaluation;

namespace PlayCount.Core.Tests.Evaluation;

public sealed class NearestRowsTests
{
    /// <summary>Sums of at most 20 targets in another order.</summary>
    private const double Rounding = 1e-12;

    [Fact]
    public void Takes_the_nearest_row_by_standardized_distance()
    {
        // Feature 0 spreads 900 times as far as feature 1: unstandardized, row 0 would be the second nearest and not the farthest.
        float[][] training = [[0, 0], [2000, 1], [0, 2], [2000, 3], [1000, 1.5f]];
        double[] targets = [10, 20, 30, 40, 50];
        var features = StandardizedFeatures.Fit(training, [[600, 2.1f]]);

        var prediction = NearestRows.Predict(targets, features);

        var neighbours = NearestRows.ChooseNeighbours(targets, features.Training);
        int[] byDistance = [2, 4, 3, 1, 0]; // squared distances 0.46, 0.56, 3.26, 3.66, 4.86 (deviations 894.4 and 1)
        Assert.Equal(byDistance.Take(neighbours).Average(row => targets[row]), Assert.Single(prediction), Rounding);
    }

    [Theory]
    [InlineData(7, 2.0)]
    [InlineData(12, 0.0)]
    [InlineData(40, 2.0)]
    [InlineData(41, 0.0)]
    public void Chooses_the_neighbours_that_brute_force_leave_one_out_chooses(int songs, double signal)
    {
        var rows = Rows.Draw(seed: 5, songs, validation: 0, features: 6, signal);
        var points = rows.Standardized.Training;
        int[] candidates = [.. new[] { 1, 3, 5, 10, 20 }.Select(k => Math.Min(k, songs - 1)).Distinct()];

        var chosen = NearestRows.ChooseNeighbours(rows.Targets, points);

        Assert.Equal(candidates.MinBy(BruteForceError), chosen);

        double BruteForceError(int k) => Enumerable.Range(0, songs).Sum(left => Math.Pow(rows.Targets[left] - Enumerable.Range(0, songs)
            .Where(row => row != left).OrderBy(row => points[row].Zip(points[left], (a, b) => (a - b) * (a - b)).Sum())
            .Take(k).Average(row => rows.Targets[row]), 2));
    }

    [Fact]
    public void Prefers_more_neighbours_among_equals() =>
        Assert.Equal(3, NearestRows.ChooseNeighbours([6, 6, 6, 6], [[1], [2], [3], [4]]));

    [Fact]
    public void Repeats_the_only_song_and_the_nearer_of_two()
    {
        Assert.Equal([7, 7], NearestRows.Predict([7], StandardizedFeatures.Fit([[1, 2]], [[5, 5], [0, 0]])));
        Assert.Equal([9], NearestRows.Predict([7, 9], StandardizedFeatures.Fit([[0], [10]], [[6]])));
    }

    [Fact]
    public void Counts_rows_at_one_distance_in_their_order() =>
        Assert.Equal([7], NearestRows.Predict([7, 9], StandardizedFeatures.Fit([[0], [10]], [[5]])));
}
