using PlayCount.Learning.Networks;

namespace PlayCount.Core.Tests.Learning;

/// <summary>The forward pass once more, in plain loops over named weights: independent of the kernels.</summary>
internal static class PlainForward
{
    public static double Estimate(NetworkSpec spec, ReadOnlySpan<double> weights, ReadOnlySpan<double> clips)
    {
        var steps = new List<double[]>();
        for (var first = 0; first < clips.Length; first += spec.Inputs)
            steps.Add(clips.Slice(first, spec.Inputs).ToArray());
        foreach (var layer in spec.Lstm)
        {
            var kernel = Take(ref weights, steps[0].Length, 4 * layer.Units);
            var recurrent = Take(ref weights, layer.Units, 4 * layer.Units);
            var bias = Take(ref weights, 1, 4 * layer.Units)[0];
            steps = Lstm(layer, steps, kernel, recurrent, bias);
        }

        var x = steps[^1];
        foreach (var layer in spec.Dense)
        {
            var kernel = Take(ref weights, x.Length, layer.Units);
            var bias = Take(ref weights, 1, layer.Units)[0];
            x = [.. Enumerable.Range(0, layer.Units).Select(u => F(layer.Activation, bias[u] + Dot(x, kernel, u)))];
        }

        return x[0];
    }

    private static List<double[]> Lstm(LstmSpec layer, List<double[]> steps, double[][] kernel, double[][] recurrent, double[] bias)
    {
        var (h, c, outputs) = (new double[layer.Units], new double[layer.Units], new List<double[]>());
        foreach (var x in steps)
        {
            var z = Enumerable.Range(0, 4 * layer.Units).Select(n => bias[n] + Dot(x, kernel, n) + Dot(h, recurrent, n)).ToArray();
            for (var u = 0; u < layer.Units; u++)
            {
                var i = F(layer.GateActivation, z[u]);
                var f = F(layer.GateActivation, z[layer.Units + u]);
                var g = F(layer.Activation, z[(2 * layer.Units) + u]);
                var o = F(layer.GateActivation, z[(3 * layer.Units) + u]);
                c[u] = (f * c[u]) + (i * g);
                h[u] = o * F(layer.Activation, c[u]);
            }

            outputs.Add([.. h]);
        }

        return outputs;
    }

    private static double[][] Take(ref ReadOnlySpan<double> weights, int rows, int columns)
    {
        var matrix = new double[rows][];
        for (var row = 0; row < rows; row++, weights = weights[columns..])
            matrix[row] = weights[..columns].ToArray();
        return matrix;
    }

    private static double Dot(double[] x, double[][] matrix, int column)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
            sum += x[i] * matrix[i][column];
        return sum;
    }

    private static double F(Activation kind, double x) => kind switch
    {
        Activation.Tanh => Math.Tanh(x),
        Activation.Sigmoid => 1 / (1 + Math.Exp(-x)),
        Activation.HardSigmoid => Math.Clamp((0.2 * x) + 0.5, 0, 1),
        Activation.Relu => Math.Max(x, 0),
        _ => x,
    };
}
