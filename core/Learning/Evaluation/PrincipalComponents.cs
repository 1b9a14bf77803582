using MathNet.Numerics.LinearAlgebra;

namespace PlayCount.Learning.Evaluation;

/// <summary>Rows in the coordinates of their principal axes, in which ridge regression takes each axis apart from the others.</summary>
/// <param name="Training">Shape (axes, training rows): coordinates of each training row; rows of it are orthogonal.</param>
/// <param name="Validation">Shape (axes, validation rows).</param>
/// <param name="Squares">Shape (axes): sum of squared training coordinates, all positive.</param>
/// <remarks>Axes along which the training rows do not vary are left out: they cannot tell anything.</remarks>
internal sealed record PrincipalComponents(double[][] Training, double[][] Validation, double[] Squares)
{
    /// <summary>Below this share of the largest sum of squares an axis is rounding noise.</summary>
    private const double SmallestShare = 1e-10;

    /// <summary>Finds the axes from the smaller of the two products: rows by rows, or features by features.</summary>
    public static PrincipalComponents Of(StandardizedFeatures features) =>
        features.Training.Length <= features.Training[0].Length ? FromRowProducts(features) : FromFeatureProducts(features);

    /// <summary>Coordinates along the leading axes, one row after the other; shapes (rows, axes).</summary>
    public (double[][] Training, double[][] Validation) Points(int trainingRows, int validationRows, int mostAxes)
    {
        var axes = Math.Min(Squares.Length, mostAxes);
        return (Rows(Training, trainingRows), Rows(Validation, validationRows));

        double[][] Rows(double[][] coordinates, int rows) =>
            [.. Enumerable.Range(0, rows).Select(row => coordinates.Take(axes).Select(axis => axis[row]).ToArray())];
    }

    /// <summary>Z Zᵀ = U S Uᵀ: training coordinates are U √S, validation coordinates V Zᵀ U / √S.</summary>
    internal static PrincipalComponents FromRowProducts(StandardizedFeatures features)
    {
        var (squares, vectors) = Decompose(Products(features.Training, features.Training));
        var roots = Array.ConvertAll(squares, Math.Sqrt);
        var products = Products(features.Validation, features.Training);
        return new PrincipalComponents(
            [.. vectors.Select((vector, axis) => Array.ConvertAll(vector, value => value * roots[axis]))],
            [.. vectors.Select((vector, axis) => Array.ConvertAll(products, row => FixedOrder.Dot(row, vector) / roots[axis]))],
            squares);
    }

    /// <summary>Zᵀ Z = W S Wᵀ: training coordinates are Z W, validation coordinates V W.</summary>
    internal static PrincipalComponents FromFeatureProducts(StandardizedFeatures features)
    {
        var columns = Transpose(features.Training);
        var (squares, vectors) = Decompose(Products(columns, columns));
        return new PrincipalComponents(Products(vectors, features.Training), Products(vectors, features.Validation), squares);
    }

    /// <summary>Eigenvalues above the noise and their unit vectors, by falling eigenvalue.</summary>
    private static (double[] Squares, double[][] Vectors) Decompose(double[][] symmetric)
    {
        var matrix = Matrix<double>.Build.DenseOfRowArrays(symmetric);
        var eigen = matrix.Evd(Symmetricity.Symmetric);
        var values = eigen.EigenValues.Select(value => value.Real).ToArray();
        var least = Math.Max(0, values.Max() * SmallestShare);
        int[] kept = [.. Enumerable.Range(0, values.Length).Where(axis => values[axis] > least).OrderByDescending(axis => values[axis])];
        return ([.. kept.Select(axis => values[axis])], [.. kept.Select(axis => eigen.EigenVectors.Column(axis).ToArray())]);
    }

    /// <summary>Inner products of all rows of one with all rows of the other; shape (left rows, right rows).</summary>
    private static double[][] Products(double[][] left, double[][] right)
    {
        var products = new double[left.Length][];
        for (var i = 0; i < left.Length; i++)
        {
            products[i] = new double[right.Length];
            var known = ReferenceEquals(left, right) ? i : 0;
            for (var j = 0; j < known; j++)
                products[i][j] = products[j][i];
            for (var j = known; j < right.Length; j++)
                products[i][j] = FixedOrder.Dot(left[i], right[j]);
        }

        return products;
    }

    private static double[][] Transpose(double[][] rows)
    {
        var columns = new double[rows[0].Length][];
        for (var column = 0; column < columns.Length; column++)
            columns[column] = Array.ConvertAll(rows, row => row[column]);
        return columns;
    }
}
