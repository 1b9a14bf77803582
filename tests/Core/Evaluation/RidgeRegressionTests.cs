using MathNet.Numerics.LinearAlgebra;
using PlayCount.Learning.Evaluation;

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
    [InlineData(9, 9)]
    [InlineData(5, 20)]
    [InlineData(20, 5)]
    public void Finds_the_same_by_rows_and_by_features(int songs, int features)
    {
        var rows = Rows.Draw(seed: 24, songs, validation: 4, features);

        var byRows = new RidgeRegression(rows.Targets, PrincipalComponents.FromRowProducts(rows.Standardized));
        var byFeatures = new RidgeRegression(rows.Targets, PrincipalComponents.FromFeatureProducts(rows.Standardized));

        Assert.Equal(byRows.Predict(3, 4), byFeatures.Predict(3, 4), (a, b) => Math.Abs(a - b) < Tolerance);
    }

    [Fact]
    public void Centres_its_rows_and_takes_penalties_per_square()
    {
        // Points 9, 10, 14: centre 11, squares 4 + 1 + 9 = 14, a row's 14/3. Targets 1, 2, 6: covariance 4 + 1 + 9 = 14.
        var estimates = RidgeRegression.Predict([[9], [10], [14]], [1, 2, 6], [[12]]);

        Assert.Equal(RidgeRegression.PenaltiesPerSquare.Select(penalty => 3 + 14 / (14 + penalty * 14 / 3)),
            estimates.Select(Assert.Single), (a, b) => Math.Abs(a - b) < Tolerance);
    }

    [Fact]
    public void Predicts_the_mean_where_nothing_varies()
    {
        Assert.All(RidgeRegression.Predict([[5], [5]], [1, 2], [[8]]), row => Assert.Equal([1.5], row));
        Assert.All(RidgeRegression.Predict([[], []], [1, 2], [[]]), row => Assert.Equal([1.5], row));
    }

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
