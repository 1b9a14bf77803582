using System.Globalization;
using MathNet.Numerics.LinearAlgebra;
using PlayCount.Learning.Evaluation;
using PlayCount.Tests;

namespace PlayCount.Core.Tests.Evaluation;

public sealed class RidgeRegressionTests
{
    /// <summary>Two ways to solve the same well-penalized system in double precision differ by some 1e-12 of targets near 10.</summary>
    private const double Tolerance = 1e-8;

    private static readonly double[] Penalties = [0.5, 30, 4000];

    [Fact]
    public void Shrinks_the_slope_of_one_feature_as_computed_by_hand()
    {
        // Feature -1, 0, 1 over deviation sqrt(2/3): sum of squares 3. Targets 1, 2, 6: mean 3, slope covariance 5 / sqrt(2/3).
        var features = StandardizedFeatures.Fit([[-1], [0], [1]], [[2], [-0.5f]]);
        var ridge = new RidgeRegression([1, 2, 6], PrincipalComponents.Of(features));

        var predictions = ridge.Predict(penalty: 2, validationRows: 2);

        Assert.Equal(3 + 2 * 1.5, predictions[0], Tolerance); // slope 5 / (2/3) / (3 + 2) = 1.5 a unit of the feature
        Assert.Equal(3 - 0.5 * 1.5, predictions[1], Tolerance);
    }

    [Theory]
    [InlineData(30, 6)] // more songs than features
    [InlineData(12, 64)] // more features than songs
    [InlineData(2, 5)]
    public void Solves_the_normal_equations_with_a_free_intercept(int songs, int features)
    {
        var rows = Rows.Draw(seed: 21, songs, validation: 5, features);
        var standardized = rows.Standardized;
        var ridge = new RidgeRegression(rows.Targets, PrincipalComponents.Of(standardized));

        foreach (var penalty in Penalties)
        {
            var expected = NormalEquations(standardized.Training, rows.Targets, standardized.Validation, penalty);
            Assert.Equal(expected, ridge.Predict(penalty, 5), (a, b) => Math.Abs(a - b) < Tolerance);
        }
    }

    [Theory]
    [InlineData(30, 6)]
    [InlineData(12, 64)]
    public void Knows_the_leave_one_out_error_without_leaving_one_out(int songs, int features)
    {
        var rows = Rows.Draw(seed: 22, songs, validation: 0, features);
        var points = rows.Standardized.Training;
        var ridge = new RidgeRegression(rows.Targets, PrincipalComponents.Of(rows.Standardized));

        foreach (var penalty in Penalties)
            Assert.Equal(BruteForceError(points, rows.Targets, penalty), ridge.LeaveOneOutError(penalty), Tolerance);
    }

    [Theory]
    [InlineData(3.0)] // a strong signal wants a small penalty
    [InlineData(0.0)] // no signal wants a large one
    public void Chooses_the_penalty_that_brute_force_leave_one_out_chooses(double signal)
    {
        var rows = Rows.Draw(seed: 23, training: 25, validation: 0, features: 40, signal);
        var points = rows.Standardized.Training;
        var ridge = new RidgeRegression(rows.Targets, PrincipalComponents.Of(rows.Standardized));

        var chosen = ridge.ChoosePenalty();

        Assert.Equal(ridge.Penalties.MinBy(penalty => BruteForceError(points, rows.Targets, penalty)), chosen);
        Assert.True(signal > 0 ? chosen < ridge.Penalties.First() / 10 : chosen > ridge.Penalties.Last() * 10);
    }

    [Theory]
    [InlineData(9, 9)]
    [InlineData(5, 20)]
    [InlineData(20, 5)]
    public void Finds_the_same_by_rows_and_by_features(int songs, int features)
    {
        var rows = Rows.Draw(seed: 24, songs, validation: 4, features);

        var byRows = new RidgeRegression(rows.Targets, PrincipalComponents.FromRowProducts(rows.Standardized));
        var byFeatures = new RidgeRegression(rows.Targets, PrincipalComponents.FromFeatureProducts(rows.Standardized));

        Assert.Equal(byRows.LeaveOneOutError(3), byFeatures.LeaveOneOutError(3), Tolerance);
        Assert.Equal(byRows.Predict(3, 4), byFeatures.Predict(3, 4), (a, b) => Math.Abs(a - b) < Tolerance);
    }

    [Fact]
    public void Predicts_the_mean_where_nothing_can_be_learned()
    {
        var oneSong = RidgeRegression.Predict([7], StandardizedFeatures.Fit([[1, 2]], [[3, 4]]));
        var equalTargets = RidgeRegression.Predict([0.1, 0.1, 0.1], StandardizedFeatures.Fit([[1], [2], [4]], [[8]]));
        var equalFeatures = RidgeRegression.Predict([1, 2, 6], StandardizedFeatures.Fit([[5], [5], [5]], [[8]]));

        Assert.Equal([7], oneSong);
        Assert.Equal([0.1], equalTargets);
        Assert.Equal([3], equalFeatures);
    }

    [Fact]
    public void Takes_the_largest_penalty_when_two_songs_cannot_tell_them_apart()
    {
        var rows = Rows.Draw(seed: 25, training: 2, validation: 0, features: 8);
        var ridge = new RidgeRegression(rows.Targets, PrincipalComponents.Of(rows.Standardized));

        Assert.Equal(ridge.Penalties.First(), ridge.ChoosePenalty());
    }

    [Fact, Trait("Set", "Full")]
    public void Agrees_with_NumPy_at_the_width_of_pooled_mel()
    {
        const string Python = "/usr/bin/python3"; // Debian's, the one that python3-numpy serves
        Assert.SkipUnless(File.Exists(Python), "needs python3-numpy: apt-get install python3-numpy");
        var probe = Outside.Run(Python, "-c", "import importlib.util; print(importlib.util.find_spec('numpy') is not None)");
        Assert.SkipUnless(probe.Output.Trim() == "True", "needs python3-numpy: apt-get install python3-numpy");
        var rows = Rows.Draw(seed: 26, training: 60, validation: 3, features: 1024);
        var folder = Directory.CreateTempSubdirectory("playcount-ridge-");
        try
        {
            Write("x.txt", rows.Training);
            Write("v.txt", rows.Validation);
            Write("y.txt", [[.. rows.Targets.Select(target => (float)target)]]);
            double[] targets = [.. rows.Targets.Select(target => (double)(float)target)];
            var penalty = new RidgeRegression(targets, PrincipalComponents.Of(rows.Standardized)).ChoosePenalty();

            var printed =
                Outside.Run(Python, "-c", NumPyRidge, folder.FullName, penalty.ToString("R", CultureInfo.InvariantCulture)).Output;

            var expected = printed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(
                text => double.Parse(text, CultureInfo.InvariantCulture));
            Assert.Equal(expected, RidgeRegression.Predict(targets, rows.Standardized), (a, b) => Math.Abs(a - b) < Tolerance);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        void Write(string name, float[][] matrix) => File.WriteAllLines(
            Path.Combine(folder.FullName, name), matrix.Select(
                row => string.Join(' ', row.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))));
    }

    /// <summary>Ridge as least squares of the centred rows with sqrt(penalty) I below them, all 1,024 weights at once.</summary>
    private const string NumPyRidge = """
        import sys, numpy as np
        x, v, y = (np.loadtxt(f"{sys.argv[1]}/{n}.txt", ndmin=2).astype(np.float32).astype(np.float64) for n in "xvy")
        y = y.ravel(); m, s = x.mean(0), x.std(0)
        z = np.vstack([(x - m) / s, np.sqrt(float(sys.argv[2])) * np.eye(x.shape[1])])
        w = np.linalg.lstsq(z, np.concatenate([y - y.mean(), np.zeros(x.shape[1])]), rcond=None)[0]
        print(*map(repr, map(float, y.mean() + (v - m) / s @ w)))
        """;

    private static double BruteForceError(double[][] points, double[] targets, double penalty) =>
        Enumerable.Range(0, points.Length).Average(left =>
    {
        double[][] others = [.. points.Where((_, row) => row != left)];
        double[] otherTargets = [.. targets.Where((_, row) => row != left)];
        return Math.Pow(targets[left] - NormalEquations(others, otherTargets, [points[left]], penalty)[0], 2);
    });

    /// <summary>(XᵀX + D) w = Xᵀy with a column of ones in X and a 0 in D for it, solved as written.</summary>
    private static double[] NormalEquations(double[][] rows, double[] targets, double[][] validation, double penalty)
    {
        var design = Matrix<double>.Build.DenseOfRowArrays(rows.Select(row => (double[])[1, .. row]));
        var penalties = Matrix<double>.Build.Diagonal(design.ColumnCount, design.ColumnCount, i => i == 0 ? 0 : penalty);
        var weights = (design.TransposeThisAndMultiply(design) + penalties)
            .Solve(design.TransposeThisAndMultiply(Vector<double>.Build.DenseOfArray(targets)));
        return [.. validation.Select(row => weights[0] + row.Select((value, i) => value * weights[i + 1]).Sum())];
    }
}
