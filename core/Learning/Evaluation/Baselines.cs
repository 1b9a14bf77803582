using PlayCount.Learning.Sampling;

namespace PlayCount.Learning.Evaluation;

/// <summary>What a network has to beat: two constants, fame, the nearest songs and three models of the sound, all fitted on its own
/// training rows.</summary>
/// <remarks>
/// A row's features are the mean of its clips' vectors, so nothing here knows the order of the clips. They are standardized and turned
/// to their principal axes on the training rows. Nearest songs, ridge, Poisson regression and trees have one setting each that is
/// tuned, all by the same inner folds (<see cref="InnerFolds"/>). Under <c>sound</c> the result depends on the steps only through which
/// songs are long enough.
/// </remarks>
public static class Baselines
{
    /// <summary>Axes that nearest songs and ridge see; fewer songs have fewer axes, so that only <c>paper-*</c>'s many samples lose
    /// any.</summary>
    private const int MostAxes = 256;

    /// <summary>Axes that Poisson regression and trees see: a model without a closed form finds nothing but noise in the rest.</summary>
    private const int LeadingAxes = 32;

    /// <summary>Fits every baseline on the training rows and predicts the validation rows.</summary>
    /// <param name="training">What to fit on.</param>
    /// <param name="validation">What to predict.</param>
    /// <param name="scaling">The unit of the predictions.</param>
    /// <param name="rng">Draws the inner folds.</param>
    /// <exception cref="ArgumentException">There is no training row, the shapes disagree, or a number is out of range.</exception>
    public static BaselinePredictions Predict(TrainingRows training, BaselineRows validation, FittedScaling scaling, Rng rng)
    {
        Check(training, validation);
        var targets = Array.ConvertAll(training.Plays, scaling.Scale);
        var rows = validation.Features.Length;
        var axes = PrincipalComponents.Of(StandardizedFeatures.Fit(training.Rows.Features, validation.Features));
        var (points, others) = axes.Points(training.Plays.Length, rows, MostAxes);
        var (leading, leadingOthers) = axes.Points(training.Plays.Length, rows, LeadingAxes);
        var folds = InnerFolds.Of(training.Songs, rng);
        return new BaselinePredictions(new OrderedDictionary<string, double[]>
        {
            [BaselineNames.Mean] = Constant(Average(targets), rows),
            [BaselineNames.Median] = Constant(Quantiles.OfSorted(Quantiles.Sorted(targets), 0.5), rows),
            [BaselineNames.Popularity] = StraightLine.Predict(Fame(training.Rows), targets, Fame(validation)),
            [BaselineNames.Knn] = folds.Predict(NearestRows.Predict, points, targets, others),
            [BaselineNames.Ridge] = folds.Predict(RidgeRegression.Predict, points, targets, others),
            [BaselineNames.Poisson] = Array.ConvertAll(
                folds.Predict(PoissonRegression.Predict, leading, training.Plays, leadingOthers), scaling.Scale),
            [BaselineNames.Trees] = folds.Predict(BoostedTrees.Predict, leading, targets, leadingOthers),
        });
    }

    /// <summary>The mean, exact when all values are equal.</summary>
    internal static double Average(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value - values[0];
        return values[0] + sum / values.Length;
    }

    /// <summary>As many estimates of one value.</summary>
    internal static double[] Constant(double value, int rows)
    {
        var predictions = new double[rows];
        Array.Fill(predictions, value);
        return predictions;
    }

    private static double[] Fame(BaselineRows rows) => Array.ConvertAll(rows.OthersPlays, plays => Math.Log(1 + plays));

    private static void Check(TrainingRows training, BaselineRows validation)
    {
        var rows = training.Plays.Length;
        if (rows == 0)
            throw new ArgumentException("The baselines need at least one training row; they were given none.", nameof(training));
        if (training.Rows.Features.Length != rows || training.Rows.OthersPlays.Length != rows || training.Songs.Length != rows)
        {
            throw new ArgumentException(
                $"There are {training.Rows.Features.Length} training rows of features, {training.Rows.OthersPlays.Length} of others' plays "
                + $"and {training.Songs.Length} of songs for {rows} plays; there must be as many of each.",
                nameof(training));
        }

        if (validation.Features.Length != validation.OthersPlays.Length)
        {
            throw new ArgumentException(
                $"There are {validation.Features.Length} validation rows of features and {validation.OthersPlays.Length} of others' plays; "
                + "there must be as many of each.",
                nameof(validation));
        }

        CheckPlays("Training", "plays", training.Plays);
        CheckPlays("Training", "others' plays", training.Rows.OthersPlays);
        CheckPlays("Validation", "others' plays", validation.OthersPlays);
    }

    private static void CheckPlays(string side, string what, double[] plays)
    {
        var odd = Array.FindIndex(plays, count => !double.IsFinite(count) || count < 0);
        if (odd >= 0)
            throw new ArgumentException($"{side} row {odd} has '{plays[odd]}' as {what}; it must be finite and 0 or more.", nameof(plays));
    }
}
