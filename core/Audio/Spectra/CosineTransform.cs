namespace PlayCount.Audio.Spectra;

/// <summary>The first coefficients of the orthonormal DCT-II.</summary>
/// <remarks>
/// X[k] = sqrt(2/N) * sum x[n] cos(pi k (2n + 1) / 2N), and X[0] divided by sqrt(2) more, so that the whole transform keeps lengths.
/// </remarks>
internal sealed class CosineTransform
{
    private readonly int _inputs;
    private readonly double[] _basis; // (coefficients, inputs)

    public CosineTransform(int inputs, int coefficients)
    {
        _inputs = inputs;
        _basis = new double[coefficients * inputs];
        for (var k = 0; k < coefficients; k++)
        {
            var scale = Math.Sqrt((k == 0 ? 1.0 : 2.0) / inputs);
            for (var n = 0; n < inputs; n++)
                _basis[k * inputs + n] = scale * PortableMath.CosPi(k * (2 * n + 1) / (2.0 * inputs));
        }
    }

    public void Apply(ReadOnlySpan<double> input, Span<double> coefficients)
    {
        for (var k = 0; k < coefficients.Length; k++)
        {
            var basis = _basis.AsSpan(k * _inputs, input.Length);
            var sum = 0.0;
            for (var n = 0; n < basis.Length; n++)
                sum += basis[n] * input[n];
            coefficients[k] = sum;
        }
    }
}
