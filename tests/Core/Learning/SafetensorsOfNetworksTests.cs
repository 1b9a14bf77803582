using PlayCount.Learning.Formats;
using PlayCount.Learning.Networks;

namespace PlayCount.Core.Tests.Learning;

public sealed class SafetensorsOfNetworksTests
{
    private static readonly NetworkSpec Spec = new(3, [new LstmSpec(2), new LstmSpec(4)], [new DenseSpec(5), new DenseSpec(1)]);

    [Fact]
    public void Joins_what_it_split()
    {
        var weights = Small.Network<float>(Spec).Weights.ToArray();

        var tensors = SafetensorsBytes.Read(SafetensorsBytes.Written(NetworkTensors.Split(Spec, weights, "old.")));

        Assert.Equal(weights, NetworkTensors.Join(Spec, tensors, "old."));
    }

    [Fact]
    public void Names_the_tensor_that_is_missing()
    {
        var tensors = Tensors().Where(tensor => tensor.Name != "lstm.1.bias").ToDictionary(tensor => tensor.Name);

        var refusal = Assert.Throws<InvalidDataException>(() => NetworkTensors.Join(Spec, tensors));

        Assert.Equal("The model has no tensor 'lstm.1.bias'; the network needs one of shape [16].", refusal.Message);
    }

    [Fact]
    public void Names_the_tensor_of_another_shape()
    {
        var tensors = Tensors().ToDictionary(tensor => tensor.Name);
        tensors["dense.0.kernel"] = tensors["dense.0.kernel"] with { Shape = [5, 4] };

        var refusal = Assert.Throws<InvalidDataException>(() => NetworkTensors.Join(Spec, tensors));

        Assert.Equal("The model's tensor 'dense.0.kernel' has shape [5, 4]; [4, 5] is right.", refusal.Message);
    }

    private static IReadOnlyList<Tensor> Tensors() => NetworkTensors.Split(Spec, new float[Spec.ParameterCount]);
}
