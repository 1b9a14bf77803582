using PlayCount.Learning.Formats;

namespace PlayCount.Learning.Networks;

/// <summary>A network's weights as named tensors, and back.</summary>
public static class NetworkTensors
{
    /// <summary>Cuts values laid out as <see cref="Network{T}.Weights"/> into one tensor a weight matrix or bias.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="values">As many as the network has weights; not copied.</param>
    /// <param name="prefix">Stands before each name.</param>
    public static IReadOnlyList<Tensor> Split(NetworkSpec spec, ReadOnlyMemory<float> values, string prefix = "") =>
        Split(spec.Parameters(), values, prefix);

    /// <summary>Cuts an encoder's weights into one tensor a weight matrix or bias.</summary>
    /// <param name="spec">The encoder.</param>
    /// <param name="values">As <see cref="Encoder.WeightMemory"/>; not copied.</param>
    public static IReadOnlyList<Tensor> Split(EncoderSpec spec, ReadOnlyMemory<float> values) => Split(spec.Parameters(), values, "");

    /// <summary>Puts tensors together in the layout of <see cref="Network{T}.Weights"/>.</summary>
    /// <exception cref="InvalidDataException">A tensor is missing or has another shape; the message says which.</exception>
    public static float[] Join(NetworkSpec spec, IReadOnlyDictionary<string, Tensor> tensors, string prefix = "") =>
        Join(spec.Parameters(), spec.ParameterCount, tensors, prefix);

    /// <summary>Puts tensors together in the layout of <see cref="Encoder.WeightMemory"/>.</summary>
    /// <exception cref="InvalidDataException">A tensor is missing or has another shape; the message says which.</exception>
    public static float[] Join(EncoderSpec spec, IReadOnlyDictionary<string, Tensor> tensors) =>
        Join(spec.Parameters(), spec.ParameterCount, tensors, "");

    private static List<Tensor> Split(IEnumerable<ParameterShape> shapes, ReadOnlyMemory<float> values, string prefix)
    {
        var tensors = new List<Tensor>();
        foreach (var shape in shapes)
        {
            var length = shape.Rows * shape.Columns;
            tensors.Add(new Tensor(prefix + shape.Name, shape.Shape, values[..length]));
            values = values[length..];
        }

        return tensors;
    }

    private static float[] Join(
        IEnumerable<ParameterShape> shapes, long numbers, IReadOnlyDictionary<string, Tensor> tensors, string prefix)
    {
        var values = new float[numbers];
        var rest = values.AsSpan();
        foreach (var shape in shapes)
        {
            var name = prefix + shape.Name;
            if (!tensors.TryGetValue(name, out var tensor))
                throw new InvalidDataException(
                    $"The model has no tensor '{name}'; the network needs one of shape [{string.Join(", ", shape.Shape)}].");
            if (!tensor.Shape.SequenceEqual(shape.Shape))
                throw new InvalidDataException(
                    $"The model's tensor '{name}' has shape [{string.Join(", ", tensor.Shape)}]; "
                    + $"[{string.Join(", ", shape.Shape)}] is right.");
            tensor.Values.Span.CopyTo(rest);
            rest = rest[tensor.Values.Length..];
        }

        return values;
    }
}
