using System.Numerics;

namespace PlayCount.Learning.Networks;

/// <summary>Initial weights as Keras draws them: Glorot-uniform kernels, orthogonal recurrent kernels, biases 0, forget gates 1.</summary>
/// <remarks>Source: Glorot and Bengio 2010; Saxe et al. 2013; Keras' documented defaults of LSTM and Dense.</remarks>
internal static class Initializer
{
    public static void Fill<T>(NetworkSpec spec, Span<T> weights, Rng rng) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var shape in spec.Parameters())
        {
            var values = weights[..(shape.Rows * shape.Columns)];
            if (shape.Name.EndsWith(".recurrent_kernel", StringComparison.Ordinal))
                FillOrthogonal(values, shape.Rows, shape.Columns, rng);
            else if (!shape.IsVector)
                FillUniform(values, Math.Sqrt(6.0 / (shape.Rows + shape.Columns)), rng);
            else
                FillBias(values, isLstm: shape.Name.StartsWith("lstm.", StringComparison.Ordinal));
            weights = weights[values.Length..];
        }
    }

    private static void FillUniform<T>(Span<T> values, double limit, Rng rng) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (ref var value in values)
            value = T.CreateTruncating(((2 * rng.NextDouble()) - 1) * limit);
    }

    private static void FillBias<T>(Span<T> values, bool isLstm) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        values.Clear();
        if (isLstm)
            values.Slice(values.Length / 4, values.Length / 4).Fill(T.One); // the forget gate is the second of four
    }

    /// <summary>Rows of length 1 at right angles to each other, by Gram-Schmidt on Gaussian rows, twice for accuracy.</summary>
    private static void FillOrthogonal<T>(Span<T> values, int rows, int columns, Rng rng)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var basis = new double[rows][];
        for (var row = 0; row < rows; row++)
        {
            var vector = new double[columns];
            for (var i = 0; i < columns; i++)
                vector[i] = rng.NextGaussian();
            for (var pass = 0; pass < 2; pass++)
            {
                for (var other = 0; other < row; other++)
                    Subtract(vector, basis[other], Dot(vector, basis[other]));
            }

            var length = Math.Sqrt(Dot(vector, vector));
            for (var i = 0; i < columns; i++)
            {
                vector[i] /= length;
                values[(row * columns) + i] = T.CreateTruncating(vector[i]);
            }

            basis[row] = vector;
        }
    }

    private static double Dot(double[] left, double[] right)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++)
            sum += left[i] * right[i];
        return sum;
    }

    private static void Subtract(double[] from, double[] direction, double amount)
    {
        for (var i = 0; i < from.Length; i++)
            from[i] -= amount * direction[i];
    }
}
