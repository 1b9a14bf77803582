using System.Globalization;
using PlayCount.Learning.Sampling;

namespace PlayCount.Learning.Published;

/// <summary>The numbers that the paper's authors published: 240 validation curves, and the plays behind them.</summary>
/// <remarks>
/// Source: K. Salitrik and T. Takasawa, repository <c>ttakasawa/Music_Play_Count_Estimator</c>, 2018. <c>curves.csv</c> has a row a
/// network: listener, layers, steps, then the validation MSE after epochs 1 to 100, rounded to six significant digits.
/// <c>plays.csv</c> has a row a listener: the plays of the songs that had audio, ascending; which songs these are is not in it.
/// </remarks>
public static class PublishedStudy
{
    /// <summary>Listeners of the study; their ranks are 1 to 5.</summary>
    public const int Listeners = 5;

    /// <summary>Epochs of every network.</summary>
    public const int Epochs = 100;

    private static readonly Lazy<RunCurve[]> Curves = new(() => [.. Rows("curves.csv").Select(row => new RunCurve(
        (int)row[0], (int)row[1], (int)row[2], row[3..]))]);

    private static readonly Lazy<double[][]> Plays = new(() => [.. Rows("plays.csv").Select(row => row[1..])]);

    /// <summary>All networks, by listener, layers and steps: 5 x 2 x 24.</summary>
    public static IReadOnlyList<RunCurve> Runs => Curves.Value;

    /// <summary>The curve of one network.</summary>
    /// <exception cref="InvalidOperationException">The study has no such network.</exception>
    public static RunCurve Run(int user, int layers, int steps) =>
        Runs.Single(run => (run.User, run.Layers, run.Steps) == (user, layers, steps));

    /// <summary>The plays of a listener's songs that had audio, ascending; shape (songs).</summary>
    /// <param name="user">The listener's rank, 1 to 5.</param>
    public static IReadOnlyList<double> PlaysOf(int user) => Plays.Value[user - 1];

    /// <summary>The same as the study's program scales them: less the median, over the interquartile range; shape (songs).</summary>
    /// <param name="user">The listener's rank, 1 to 5.</param>
    public static double[] ScaledPlaysOf(int user)
    {
        var plays = Plays.Value[user - 1];
        var scaling = FittedScaling.Fit(TargetScaling.Robust, plays);
        return [.. plays.Select(scaling.Scale)];
    }

    private static IEnumerable<double[]> Rows(string name)
    {
        using var text = new StreamReader(typeof(PublishedStudy).Assembly.GetManifestResourceStream(typeof(PublishedStudy), name)!);
        while (text.ReadLine() is { } line)
            yield return [.. line.Split(',').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
    }
}
