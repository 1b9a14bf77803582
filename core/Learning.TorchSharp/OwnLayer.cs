using PlayCount.Learning.Networks;
using static TorchSharp.torch;

namespace PlayCount.Learning.TorchSharp;

/// <summary>
/// The LSTM of <see cref="LstmSpec"/> on tensor operations: one product for the inputs of all steps, then a small one a step. It knows
/// what the library's does not: hard-sigmoid gates, one bias, recurrent dropout, masked steps, several networks at once.
/// </summary>
internal sealed class OwnLayer : IRecurrentLayer
{
    private readonly LstmSpec _spec;
    private readonly Precision _precision;

    public OwnLayer(LstmSpec spec, int networks, int inputs, ScalarType kind, Device device, Precision precision)
    {
        (_spec, _precision) = (spec, precision);
        var gates = 4 * spec.Units;
        Stored = [Zeros(inputs, gates), Zeros(spec.Units, gates), Zeros(1, gates)];

        Tensor Zeros(int rows, int columns) =>
            zeros(new long[] { networks, rows, columns }, dtype: kind, device: device).DetachFromDisposeScope();
    }

    public IReadOnlyList<Tensor> Stored { get; }

    public IReadOnlyList<Tensor> Leaves(int first, int count) =>
        [.. Stored.Select(stored => stored.narrow(0, first, count).detach().requires_grad_())];

    public Tensor AsStored(int leaf, Tensor gradient) => gradient;

    public Tensor Forward(Tensor x, IReadOnlyList<Tensor> leaves, Pass pass)
    {
        var (batch, units) = (x.shape[1] / pass.Steps, _spec.Units);
        var mask = pass.Masks is { } masks && _spec.RecurrentDropout > 0 ? masks.Dequeue() : null;   // (n, batch, units)
        var inputs = (Products.Of(x, leaves[0], _precision) + leaves[2]).split(batch, 1);            // of each step: (n, batch, 4 units)
        var hidden = zeros(new[] { pass.Active, batch, units }, dtype: x.dtype, device: x.device);
        Tensor? cell = null;
        var all = new Tensor[pass.Steps];
        for (var step = 0; step < pass.Steps; step++)
        {
            var z = inputs[step];
            if (step > 0 || pass.Steps == 1)                                                         // alone: a gradient of zero
                z = z + (mask is null ? hidden : hidden * mask).bmm(leaves[1]);
            (hidden, cell) = Step(z, cell);
            if (pass.Unmasked?.narrow(1, step * batch, batch) is { } unmasked)
                (hidden, cell) = (hidden * unmasked, cell * unmasked);
            all[step] = hidden;
        }

        return cat(all, 1);
    }

    /// <summary>Gates are split, not narrowed: their gradients are put together once, and nothing is filled with zeros.</summary>
    private (Tensor Hidden, Tensor Cell) Step(Tensor z, Tensor? before)
    {
        var halves = z.split(2 * _spec.Units, 2);
        var inputAndForget = Activating.Of(_spec.GateActivation, halves[0]).split(_spec.Units, 2);
        var candidateAndOutput = halves[1].split(_spec.Units, 2);
        var cell = inputAndForget[0] * Activating.Of(_spec.Activation, candidateAndOutput[0]);
        if (before is not null)
            cell = cell + (inputAndForget[1] * before);
        return (Activating.Of(_spec.GateActivation, candidateAndOutput[1]) * Activating.Of(_spec.Activation, cell), cell);
    }

    public void Dispose()
    {
        foreach (var stored in Stored)
            stored.Dispose();
    }
}
