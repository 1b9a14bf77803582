using PlayCount.Learning.Formats;

namespace PlayCount.Learning.Networks;

/// <summary>A network's weights as named tensors, and back.</summary>
public static class NetworkTensors
{
    /// <summary>Cuts values laid out as <see cref="Network{T}.Weights"/> into one tensor a weight matrix or bias.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="values">As many as the network has weights; not copied.</param>
    /// <param name="prefix">Stands before each name.</param>
    public static IReadOnlyList<Tensor> Split(NetworkSpec spec, ReadOnlyMemory<float> values, string prefix = "")
    {
        var tensors = new List<Tensor>();
        foreach (var shape in spec.Parameters())
        {
            var length = shape.Rows * shape.Columns;
            tensors.Add(new Tensor(prefix + shape.Name, shape.Shape, values[..length]));
            values = values[length..];
        }

        return tensors;
    }

    /// <summary>Puts tensors together in the layout of <see cref="Network{T}.Weights"/>.</summary>
    /// <exception cref="InvalidDataException">A tensor is missing or has another shape; the message says which.</exception>
    public static float[] Join(NetworkSpec spec, IReadOnlyDictionary<string, Tensor> tensors, string prefix = "")
    {
        var values = new float[spec.ParameterCount];
        var rest = values.AsSpan();
        foreach (var shape in spec.Parameters())
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
