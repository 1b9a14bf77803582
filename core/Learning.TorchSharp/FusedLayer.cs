using PlayCount.Learning.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PlayCount.Learning.TorchSharp;

/// <summary>
/// The library's own LSTM, all steps in one call, for one network whose layer it can be: sigmoid gates, tanh, no recurrent dropout, no
/// masked steps. Its gates have our order; its kernels are ours transposed; its second bias stays zero.
/// </summary>
internal sealed class FusedLayer : IRecurrentLayer
{
    private readonly LSTM _module;
    private readonly Tensor[] _weights;

    public FusedLayer(LstmSpec spec, int inputs, ScalarType kind, Device device)
    {
        using var scope = NewDisposeScope();
        _module = nn.LSTM(inputs, spec.Units, device: device, dtype: kind);
        _weights = [.. _module.parameters()];
        using var still = no_grad();
        foreach (var weight in _weights)
        {
            weight.zero_();
            weight.DetachFromDisposeScope();
        }

        Stored = [Kernel(_weights[0]), Kernel(_weights[1]), _weights[2].detach().view(1, 1, -1)];
        foreach (var stored in Stored)
            stored.DetachFromDisposeScope();
    }

    public IReadOnlyList<Tensor> Stored { get; }

    /// <summary>Whether the library's LSTM is this layer.</summary>
    public static bool Fits(LstmSpec spec) =>
        spec is { GateActivation: Activation.Sigmoid, Activation: Activation.Tanh, RecurrentDropout: 0 };

    /// <summary>
    /// Whether the library's LSTM estimates what ours does. On some processors with AVX-512 it does not: the libtorch of a PyTorch from 2.1
    /// on takes oneDNN's there while no gradients are asked for (github.com/pytorch/pytorch/issues/173922).
    /// </summary>
    public static bool IsRight(Device device)
    {
        const int Inputs = 8, Units = 16, Steps = 3, Batch = 4;
        const double Rounding = 1e-3; // what is wrong is off by a tenth and more
        using var scope = NewDisposeScope();
        using var still = no_grad();
        var spec = new LstmSpec(Units, GateActivation: Activation.Sigmoid);
        using var library = new FusedLayer(spec, Inputs, ScalarType.Float32, device);
        using var ours = new OwnLayer(spec, 1, Inputs, ScalarType.Float32, device, Precision.Full);
        float[] weights = Noise(4 * Units * (Inputs + Units + 1));
        NetworkGroup.Fill<float>(library.Stored, 0, weights);
        NetworkGroup.Fill<float>(ours.Stored, 0, weights);
        var x = Transfers.Upload<float>(Noise(Steps * Batch * Inputs), device, 1, Steps * Batch, Inputs);
        var pass = new Pass(1, Steps, null, null);
        var (expected, actual) = (new float[Steps * Batch * Units], new float[Steps * Batch * Units]);
        Transfers.Download(ours.Forward(x, ours.Leaves(0, 1), pass), expected.AsSpan());
        Transfers.Download(library.Forward(x, library.Leaves(0, 1), pass), actual.AsSpan());
        return expected.Zip(actual, (one, other) => Math.Abs(one - other)).Max() < Rounding;

        static float[] Noise(int count) => [.. Enumerable.Range(1, count).Select(n => MathF.Sin(n * n))];
    }

    public IReadOnlyList<Tensor> Leaves(int first, int count) => _weights[..3];

    public Tensor AsStored(int leaf, Tensor gradient) => leaf == 2 ? gradient.view(1, 1, -1) : Kernel(gradient);

    public Tensor Forward(Tensor x, IReadOnlyList<Tensor> leaves, Pass pass)
    {
        var (hidden, _, _) = _module.forward(x.view(pass.Steps, -1, x.shape[2]));                    // (steps, batch, units)
        return hidden.reshape(1, x.shape[1], hidden.shape[2]);
    }

    public void Dispose()
    {
        foreach (var stored in Stored)
            stored.Dispose();
        _module.Dispose();
    }

    private static Tensor Kernel(Tensor weight) => weight.detach().t().unsqueeze(0);                 // (1, inputs, 4 units)
}
