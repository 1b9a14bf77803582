namespace PlayCount.Learning.Evaluation;

/// <summary>What the baselines say about each validation row, in the unit of the training targets.</summary>
/// <param name="Mean">The training rows' mean; shape (validation rows).</param>
/// <param name="Median">The training rows' median; shape (validation rows).</param>
/// <param name="Knn">The mean of the nearest training rows; shape (validation rows).</param>
/// <param name="Ridge">Ridge regression; shape (validation rows).</param>
public sealed record BaselinePredictions(double[] Mean, double[] Median, double[] Knn, double[] Ridge)
{
    /// <summary>The predictions of several folds, one after the other.</summary>
    public static BaselinePredictions Join(IReadOnlyCollection<BaselinePredictions> folds) => new(
        [.. folds.SelectMany(fold => fold.Mean)],
        [.. folds.SelectMany(fold => fold.Median)],
        [.. folds.SelectMany(fold => fold.Knn)],
        [.. folds.SelectMany(fold => fold.Ridge)]);
}
