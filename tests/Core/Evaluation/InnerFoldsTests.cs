using PlayCount.Learning;
using PlayCount.Learning.Evaluation;

namespace PlayCount.Core.Tests.Evaluation;

public sealed class InnerFoldsTests
{
    [Fact]
    public void Holds_the_rows_of_a_song_out_together_and_each_song_once()
    {
        int[] songs = [4, 4, 9, 2, 9, 9, 7, 1, 2, 30, 5];

        var folds = InnerFolds.Of(songs, new Rng(3));

        Assert.Equal(InnerFolds.Most, folds.Count);
        var foldOfRow = folds.FoldOfRow.ToArray();
        Assert.All(songs.Zip(foldOfRow).GroupBy(row => row.First), song => Assert.Single(song.Select(row => row.Second).Distinct()));
        Assert.Equal(Enumerable.Range(0, InnerFolds.Most), foldOfRow.Distinct().Order());
    }

    [Fact]
    public void Leaves_one_out_of_a_few_songs() => Assert.Equal(3, InnerFolds.Of([1, 2, 3, 3], new Rng(1)).Count);

    [Fact]
    public void Sums_the_squared_errors_of_estimates_that_never_saw_the_row()
    {
        // With the mean of the other rows as model, setting 1 adding 1 to it: 3 songs leave one out.
        double[][] points = [[0], [0], [0]];
        var folds = InnerFolds.Of([0, 1, 2], new Rng(1));

        var errors = folds.Errors(Means, points, [1, 3, 8]);

        Assert.Equal([4.5 * 4.5 + 1.5 * 1.5 + 6 * 6, 5.5 * 5.5 + 2.5 * 2.5 + 5 * 5], errors);
        Assert.Equal(0, folds.Choose(Means, points, [1, 3, 8]));
        Assert.Equal([4], folds.Predict(Means, points, [1, 3, 8], [[0]]));

        static double[][] Means(double[][] _, double[] targets, double[][] others) =>
            [Array.ConvertAll(others, _ => targets.Average()), Array.ConvertAll(others, _ => targets.Average() + 1)];
    }

    [Fact]
    public void Takes_the_more_cautious_of_equals_and_of_one_song()
    {
        Assert.Equal(0, InnerFolds.Of([0, 1], new Rng(1)).Choose(Same, [[0], [0]], [1, 2]));
        Assert.Equal(0, InnerFolds.Of([5, 5], new Rng(1)).Choose(Same, [[0], [0]], [1, 2]));

        static double[][] Same(double[][] _, double[] targets, double[][] others) =>
            [.. Enumerable.Range(0, 3).Select(_ => Array.ConvertAll(others, _ => targets[0]))];
    }

    [Fact]
    public void Holds_the_same_rows_out_for_every_model()
    {
        var rows = Rows.Draw(seed: 41, training: 25, validation: 0, features: 8);
        var folds = InnerFolds.Of([.. Enumerable.Range(0, 25)], new Rng(2));
        var seen = new List<string>();

        folds.Errors(Record, rows.Points.Training, rows.Targets);
        folds.Errors(Record, rows.Points.Training, rows.Targets);

        Assert.Equal(seen.Take(5), seen.Skip(5));
        Assert.Equal(5, seen.Distinct().Count());

        double[][] Record(double[][] _, double[] targets, double[][] others)
        {
            seen.Add(string.Join(' ', targets));
            return [new double[others.Length]];
        }
    }
}
