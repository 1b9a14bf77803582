namespace PlayCount.Learning.Evaluation;

/// <summary>What the baselines say about each validation row, in the unit of the training targets.</summary>
/// <param name="ByName">Each baseline's estimates by its <see cref="BaselineNames">name</see>, in that order; each of shape (validation
/// rows).</param>
public sealed record BaselinePredictions(OrderedDictionary<string, double[]> ByName)
{
    /// <summary>A baseline's estimates; shape (validation rows).</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public double[] this[string name] => ByName[name];

    /// <summary>The predictions of several folds, at least one, one after the other.</summary>
    public static BaselinePredictions Join(IReadOnlyCollection<BaselinePredictions> folds) => new(new OrderedDictionary<string, double[]>(
        folds.First().ByName.Keys.Select(name => KeyValuePair.Create(name, folds.SelectMany(fold => fold[name]).ToArray()))));

    /// <summary>Each baseline's mean squared error.</summary>
    /// <param name="targets">Shape (validation rows).</param>
    /// <exception cref="ArgumentException">There is no row, or there are more or fewer targets than rows.</exception>
    public BaselineScores Score(double[] targets) =>
        new(ByName.Select(baseline => KeyValuePair.Create(baseline.Key, Scores.MeanSquaredError(baseline.Value, targets))));
}
