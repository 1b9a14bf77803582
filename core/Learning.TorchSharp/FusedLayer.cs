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
