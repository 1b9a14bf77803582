using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Weights of a layer.</summary>
public class Parameter : Tensor
{
    /// <summary>Weights that ask for gradients.</summary>
    internal Parameter(TensorHandle handle)
        : base(handle) => requires_grad_();
}
