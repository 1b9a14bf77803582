using static TorchSharp.torch;

namespace PlayCount.Learning.TorchSharp;

/// <summary>What a pass through the networks knows beside the clips.</summary>
/// <param name="Active">How many networks, the first ones, pass.</param>
/// <param name="Steps">Clips of a sample.</param>
/// <param name="Unmasked">1, or 0 where a step is masked, shape (active, steps * batch, 1); null: none is.</param>
/// <param name="Masks">Masks of dropout, in the order in which layers take them; null: nothing is dropped.</param>
internal sealed record Pass(int Active, int Steps, Tensor? Unmasked, Queue<Tensor>? Masks);

/// <summary>One recurrent layer of several networks alike. Rows are ordered by step, then by sample: row = step * batch + sample.</summary>
internal interface IRecurrentLayer : IDisposable
{
    /// <summary>Kernel, recurrent kernel and bias, shape (networks, inputs, units) each, a bias with 1 input; views where another layout
    /// is stored.</summary>
    IReadOnlyList<Tensor> Stored { get; }

    /// <summary>What a pass of some networks computes with and gradients are asked for.</summary>
    IReadOnlyList<Tensor> Leaves(int first, int count);

    /// <summary>The gradient of a leaf in the shape of what is stored.</summary>
    Tensor AsStored(int leaf, Tensor gradient);

    /// <summary>Hidden states of all steps, shape (active, steps * batch, units).</summary>
    /// <param name="x">Shape (active, steps * batch, inputs).</param>
    /// <param name="leaves">As <see cref="Leaves"/> gave them.</param>
    /// <param name="pass">What else is known.</param>
    Tensor Forward(Tensor x, IReadOnlyList<Tensor> leaves, Pass pass);
}
