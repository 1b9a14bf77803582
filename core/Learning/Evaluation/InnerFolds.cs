namespace PlayCount.Learning.Evaluation;

/// <summary>Fits a model on some rows with every setting it may be given, and estimates others.</summary>
/// <param name="points">Training rows; shape (rows, axes).</param>
/// <param name="targets">What to learn; shape (rows), at least one.</param>
/// <param name="others">Rows to estimate; shape (other rows, axes).</param>
/// <returns>Shape (settings, other rows), the most cautious setting first; as many settings whatever the rows.</returns>
internal delegate double[][] TunedModel(double[][] points, double[] targets, double[][] others);

/// <summary>
/// The inner cross-validation that chooses each baseline's setting: the training songs dealt into at most 5 folds, the same for all
/// baselines, the lowest squared error over all rows wins, and of equals the more cautious setting.
/// </summary>
/// <remarks>A left-out row still counts in the features' standardization and axes, in which no plays take part.</remarks>
internal sealed class InnerFolds
{
    /// <summary>Folds where there are as many songs.</summary>
    public const int Most = 5;

    /// <summary>Two errors closer than this share are one: the exact values can be equal for every setting (two training rows).</summary>
    private const double TieShare = 1e-9;

    private readonly int[] _foldOfRow;

    private InnerFolds(int[] foldOfRow, int count) => (_foldOfRow, Count) = (foldOfRow, count);

    /// <summary>Number of folds; 1 when there is a single song, which leaves nothing to choose by.</summary>
    public int Count { get; }

    /// <summary>The fold that leaves each row out; shape (rows).</summary>
    public ReadOnlySpan<int> FoldOfRow => _foldOfRow;

    /// <summary>Deals the shuffled songs out in turn.</summary>
    /// <param name="songs">The song of each row; shape (rows).</param>
    /// <param name="rng">The shuffle.</param>
    public static InnerFolds Of(ReadOnlySpan<int> songs, Rng rng)
    {
        var distinct = songs.ToArray().Distinct().Order().ToArray();
        rng.Shuffle<int>(distinct);
        var count = Math.Min(Most, distinct.Length);
        var foldOfSong = distinct.Select((song, place) => (song, place % count)).ToDictionary();
        return new InnerFolds(Array.ConvertAll(songs.ToArray(), song => foldOfSong[song]), count);
    }

    /// <summary>Estimates other rows with the setting that the folds choose, fitted on all the training rows.</summary>
    public double[] Predict(TunedModel model, double[][] points, double[] targets, double[][] others) =>
        others.Length == 0 ? [] : model(points, targets, others)[Choose(model, points, targets)];

    /// <summary>The place of the setting with the lowest held-out error.</summary>
    public int Choose(TunedModel model, double[][] points, double[] targets)
    {
        if (Count < 2)
            return 0;
        var errors = Errors(model, points, targets);
        var best = 0;
        for (var setting = 1; setting < errors.Length; setting++)
            best = errors[setting] < errors[best] * (1 - TieShare) ? setting : best;
        return best;
    }

    /// <summary>Each setting's sum of squared errors over all rows, each held out once; shape (settings).</summary>
    public double[] Errors(TunedModel model, double[][] points, double[] targets)
    {
        double[] errors = [];
        for (var fold = 0; fold < Count; fold++)
        {
            var (isTraining, held) = (Rows(row => _foldOfRow[row] != fold), Rows(row => _foldOfRow[row] == fold));
            var estimates = model(
                Array.ConvertAll(isTraining, row => points[row]),
                Array.ConvertAll(isTraining, row => targets[row]),
                Array.ConvertAll(held, row => points[row]));
            if (errors.Length == 0)
                errors = new double[estimates.Length];
            for (var setting = 0; setting < errors.Length; setting++)
            {
                for (var place = 0; place < held.Length; place++)
                {
                    var error = estimates[setting][place] - targets[held[place]];
                    errors[setting] += error * error;
                }
            }
        }

        return errors;
    }

    private int[] Rows(Func<int, bool> isIn) => [.. Enumerable.Range(0, _foldOfRow.Length).Where(isIn)];
}
