using System.Text.Json;

namespace PlayCount.EndToEnd.Tests;

/// <summary>
/// A saved model computed in plain double loops from its two files alone: i, f, o = s(xW + hU + b), g = a(xW + hU + b), c = fc + ig,
/// h = o a(c); dense layers on the last h. Of several members the mean;
/// an encoder's tanh(xW + b) comes first.
/// </summary>
internal sealed class PlainNetwork(JsonElement card, Dictionary<string, (int[] Shape, float[] Values)> weights)
{
    public int Steps { get; } = card.GetProperty("steps").GetInt32();

    public static PlainNetwork Read(string cardPath) =>
        new(PlainFiles.Json(cardPath), PlainFiles.Safetensors(Path.ChangeExtension(cardPath, ".safetensors")));

    /// <summary>The mean estimate over the last <paramref name="samples"/> samples of a song.</summary>
    /// <param name="features">The song's vectors, shape (clips, inputs).</param>
    /// <param name="samples">How many of the song's samples were held out; they are the song's last.</param>
    public double Estimate((int[] Shape, float[] Values) features, int samples)
    {
        var (clips, inputs) = (features.Shape[0], features.Shape[1]);
        var all = clips / Steps;
        return Enumerable.Range(all - samples, samples).Average(sample => Members([.. Enumerable.Range(sample * Steps, Steps)
            .Select(clip => Encoded(Standardized(features.Values.AsSpan(clip * inputs, inputs))))]));
    }

    private double[] Standardized(ReadOnlySpan<float> vector)
    {
        var x = new double[vector.Length];
        var scaling = card.GetProperty("inputScaling");
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = scaling.ValueKind == JsonValueKind.Null ? vector[i]
                : (vector[i] - scaling.GetProperty("mean")[i].GetDouble()) / scaling.GetProperty("deviation")[i].GetDouble();
        }

        return x;
    }

    private double[] Encoded(double[] x) => !card.TryGetProperty("encoder", out _) ? x
        : Array.ConvertAll(Affine("encoder.kernel", x, Values("encoder.bias")), Math.Tanh);

    private double Members(double[][] steps) => Enumerable.Range(0, card.GetProperty("training").GetProperty("members").GetInt32())
        .Average(member => Forward(steps, member == 0 ? "" : $"member.{member}."));

    private double Forward(double[][] steps, string member)
    {
        var network = card.GetProperty("network");
        foreach (var (layer, n) in network.GetProperty("lstm").EnumerateArray().Select((layer, n) => (layer, n)))
            steps = Lstm(layer, $"{member}lstm.{n}", steps);
        var x = steps[^1];
        foreach (var (layer, n) in network.GetProperty("dense").EnumerateArray().Select((layer, n) => (layer, n)))
            x = Array.ConvertAll(
                Affine($"{member}dense.{n}.kernel", x, Values($"{member}dense.{n}.bias")),
                z => Activate(layer.GetProperty("activation"), z));
        return Assert.Single(x);
    }

    private double[][] Lstm(JsonElement layer, string name, double[][] steps)
    {
        var (units, a, s) = (layer.GetProperty("units").GetInt32(), layer.GetProperty("activation"), layer.GetProperty("gateActivation"));
        var (h, c) = (new double[units], new double[units]);
        return Array.ConvertAll(steps, x =>
        {
            var z = Affine($"{name}.recurrent_kernel", h, Affine($"{name}.kernel", x, Values($"{name}.bias")));
            for (var u = 0; u < units; u++)
            {
                c[u] = (Activate(s, z[units + u]) * c[u]) + (Activate(s, z[u]) * Activate(a, z[(2 * units) + u]));
                h[u] = Activate(s, z[(3 * units) + u]) * Activate(a, c[u]);
            }

            return (double[])h.Clone();
        });
    }

    private double[] Values(string name) => Array.ConvertAll(weights[name].Values, value => (double)value);

    /// <summary>x W + b.</summary>
    private double[] Affine(string kernel, double[] x, double[] bias)
    {
        var (shape, values) = weights[kernel];
        Assert.Equal([x.Length, bias.Length], shape);
        for (var row = 0; row < x.Length; row++)
        {
            for (var column = 0; column < bias.Length; column++)
                bias[column] += x[row] * values[(row * bias.Length) + column];
        }

        return bias;
    }

    private static double Activate(JsonElement kind, double x) => kind.GetString() switch
    {
        "tanh" => Math.Tanh(x),
        "sigmoid" => 1 / (1 + Math.Exp(-x)),
        "hardSigmoid" => Math.Clamp((0.2 * x) + 0.5, 0, 1),
        "relu" => Math.Max(x, 0),
        "linear" => x,
        _ => throw new InvalidDataException($"The card names an activation '{kind}'."),
    };
}
