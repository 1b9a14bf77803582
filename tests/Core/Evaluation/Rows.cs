using PlayCount.Learning;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Sampling;

namespace PlayCount.Core.Tests.Evaluation;

/// <summary>Made-up songs for the baselines: features with a few common factors, targets that hang on them.</summary>
internal sealed record Rows(double[] Targets, float[][] Training, float[][] Validation, double[] ValidationTargets)
{
    private const int Factors = 4;

    public StandardizedFeatures Standardized => StandardizedFeatures.Fit(Training, Validation);

    /// <summary>Targets follow the first factor <paramref name="signal"/> fold; the rest is noise of deviation 1.</summary>
    public static Rows Draw(ulong seed, int training, int validation, int features, double signal = 2)
    {
        var rng = new Rng(seed);
        var loadings = Enumerable.Range(0, features).Select(_ => Normals(rng, Factors)).ToArray();
        var rows = Enumerable.Range(0, training + validation).Select(_ => Draw(rng, loadings, signal)).ToArray();
        return new Rows(
            [.. rows.Take(training).Select(row => row.Target)],
            [.. rows.Take(training).Select(row => row.Features)],
            [.. rows.Skip(training).Select(row => row.Features)],
            [.. rows.Skip(training).Select(row => row.Target)]);
    }

    /// <summary>The rows in the coordinates that the tuned baselines see; shapes (rows, axes).</summary>
    public (double[][] Training, double[][] Validation) Points =>
        PrincipalComponents.Of(Standardized).Points(Training.Length, Validation.Length, mostAxes: 256);

    /// <summary>Predictions as baselines make them.</summary>
    public static BaselinePredictions Said(double[] mean, double[] median, double[] knn, double[] ridge) => new(
        new OrderedDictionary<string, double[]> { ["mean"] = mean, ["median"] = median, ["knn"] = knn, ["ridge"] = ridge });

    /// <summary>All baselines, each row a song that nobody else heard; targets are plays, and the unit is one play.</summary>
    public BaselinePredictions Predict(ulong seed = 1) => Baselines.Predict(
        new TrainingRows(
            new BaselineRows(Training, new double[Training.Length]), [.. Enumerable.Range(0, Training.Length)],
            Array.ConvertAll(Targets, target => Math.Max(target, 0))),
        new BaselineRows(Validation, new double[Validation.Length]),
        new FittedScaling(TargetScaling.Standard, Centre: 0, Spread: 1),
        new Rng(seed));

    private static (float[] Features, double Target) Draw(Rng rng, double[][] loadings, double signal)
    {
        var factors = Normals(rng, Factors);
        var features = loadings.Select(loading => (float)(loading.Zip(factors, (l, f) => l * f).Sum() + 0.5 * rng.NextGaussian() + 3))
            .ToArray();
        return (features, 10 + signal * factors[0] + rng.NextGaussian());
    }

    private static double[] Normals(Rng rng, int count) => [.. Enumerable.Range(0, count).Select(_ => rng.NextGaussian())];
}
