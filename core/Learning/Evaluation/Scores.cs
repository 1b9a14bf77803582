namespace PlayCount.Learning.Evaluation;

/// <summary>One held-out estimate: a song's under split <c>sound</c>, a sample's under <c>paper-*</c>.</summary>
/// <param name="Song">The song, as an index into the user's songs.</param>
/// <param name="Fold">The fold that validated it.</param>
/// <param name="Samples">Samples whose estimates were averaged, at least 1.</param>
/// <param name="Plays">The true plays.</param>
/// <param name="Scaled">The true plays in the scaled units of the fold.</param>
/// <param name="EstimateScaled">The network's estimate in the scaled units of the fold.</param>
/// <param name="EstimatePlays">The network's estimate in plays.</param>
/// <param name="Seed">The seed that parted the songs: with several each has rows of its own.</param>
public readonly record struct ScoredRow(
    int Song, int Fold, int Samples, double Plays, double Scaled, double EstimateScaled, double EstimatePlays, ulong Seed = 0);

/// <summary>A network's scores beside the baselines', on the same rows, in squared scaled units.</summary>
/// <param name="Mse">The network's mean squared error.</param>
/// <param name="R2">1 - <paramref name="Mse"/> / MSE of the training mean; null where the training mean makes no error.</param>
/// <param name="AgainstConstant">
/// The network's squared error minus that of the constant (mean or median) with the lower MSE on these very rows, a choice that
/// favours the constant; null with fewer than 2 songs.
/// </param>
/// <param name="AgainstBaselines">The network's squared error minus each baseline's; empty with fewer than 2 songs.</param>
/// <param name="Baselines">The baselines' MSE.</param>
public sealed record RowScores(
    double Mse,
    double? R2,
    PairedDifference? AgainstConstant,
    BaselineDifferences AgainstBaselines,
    BaselineScores Baselines);

/// <summary>Scores estimates beside baselines.</summary>
public static class Scores
{
    /// <summary>Mean squared error.</summary>
    /// <param name="estimates">Shape (rows), at least one row.</param>
    /// <param name="targets">Shape (rows).</param>
    /// <exception cref="ArgumentException">There is no row, or the lengths differ.</exception>
    public static double MeanSquaredError(ReadOnlySpan<double> estimates, ReadOnlySpan<double> targets) =>
        SquaredErrors(estimates, targets).Average();

    /// <summary>The share of the training mean's squared error that the estimates take away: 1 is perfect, 0 no better, below 0
    /// worse.</summary>
    /// <param name="estimates">Shape (rows), at least one row.</param>
    /// <param name="targets">Shape (rows).</param>
    /// <param name="trainingMeans">For each row the mean of the targets its fold trained on; shape (rows).</param>
    /// <returns>Null where the training means make no error at all, so that there is no share to speak of.</returns>
    /// <exception cref="ArgumentException">There is no row, or the lengths differ.</exception>
    public static double? R2(ReadOnlySpan<double> estimates, ReadOnlySpan<double> targets, ReadOnlySpan<double> trainingMeans)
    {
        var reference = MeanSquaredError(trainingMeans, targets);
        var error = MeanSquaredError(estimates, targets);
        return reference == 0 ? null : 1 - error / reference;
    }

    /// <summary>All the scores of one network.</summary>
    /// <param name="rows">The held-out estimates of all folds; at least one.</param>
    /// <param name="baselines">The baselines on the same rows in the same order and units (<see cref="BaselinePredictions.Join"/>).</param>
    /// <param name="rng">Draws for the intervals; all of them use the same draws.</param>
    /// <exception cref="ArgumentException">There is no row, or the baselines have another number of rows.</exception>
    public static RowScores Of(IReadOnlyList<ScoredRow> rows, BaselinePredictions baselines, Rng rng)
    {
        double[] targets = [.. rows.Select(row => row.Scaled)];
        double[] estimates = [.. rows.Select(row => row.EstimateScaled)];
        int[] songs = [.. rows.Select(row => row.Song)];
        var errors = SquaredErrors(estimates, targets);
        var mean = SquaredErrors(baselines[BaselineNames.Mean], targets);
        var median = SquaredErrors(baselines[BaselineNames.Median], targets);
        var constant = mean.Average() <= median.Average() ? mean : median;
        var draws = rng.State;
        return new RowScores(
            errors.Average(),
            R2(estimates, targets, baselines[BaselineNames.Mean]),
            Against(constant),
            new BaselineDifferences(baselines.ByName
                .Select(baseline => (baseline.Key, Difference: Against(SquaredErrors(baseline.Value, targets))))
                .Where(baseline => baseline.Difference is not null)
                .Select(baseline => KeyValuePair.Create(baseline.Key, baseline.Difference!))),
            baselines.Score(targets));

        PairedDifference? Against(double[] reference) => Bootstrap.PairedDifference(errors, reference, songs, Rng.Restore(draws));
    }

    /// <summary>The squared error of each row.</summary>
    /// <param name="estimates">Shape (rows), at least one row.</param>
    /// <param name="targets">Shape (rows).</param>
    /// <exception cref="ArgumentException">There is no row, or the lengths differ.</exception>
    public static double[] SquaredErrors(ReadOnlySpan<double> estimates, ReadOnlySpan<double> targets)
    {
        if (targets.IsEmpty || estimates.Length != targets.Length)
        {
            throw new ArgumentException(
                $"There are {estimates.Length} estimates for {targets.Length} targets; there must be as many, and at least one.",
                nameof(estimates));
        }

        var errors = new double[targets.Length];
        for (var row = 0; row < errors.Length; row++)
            errors[row] = (estimates[row] - targets[row]) * (estimates[row] - targets[row]);
        return errors;
    }
}
