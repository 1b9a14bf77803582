using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Gradients.</summary>
    public static class autograd
    {
        /// <summary>Gradients of the sum of outputs, one an input, in their order.</summary>
        /// <param name="outputs">Numbers that were computed from the inputs.</param>
        /// <param name="inputs">Tensors that ask for gradients.</param>
        /// <param name="grad_outputs">What each output's gradient is multiplied by; none: outputs of one number.</param>
        /// <param name="retain_graph">Whether gradients can be asked for again.</param>
        /// <param name="create_graph">Whether the gradients have gradients.</param>
        /// <param name="allow_unused">Whether an input may be one that no output depends on; its gradient is null.</param>
        public static IList<Tensor> grad(
            IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor> grad_outputs = null!, bool retain_graph = false,
            bool create_graph = false, bool allow_unused = false)
        {
            using var from = new TensorHandles(outputs);
            using var to = new TensorHandles(inputs);
            using var given = new TensorHandles(grad_outputs ?? []);
            var gradients = new nint[to.Count];
            Call.Check(NativeMethods.Grad(
                from.Pointers, from.Count, given.Pointers, given.Count, to.Pointers, to.Count, retain_graph ? 1 : 0,
                create_graph ? 1 : 0, allow_unused ? 1 : 0, gradients));
            return Array.ConvertAll(gradients, gradient => gradient == 0 ? null! : new Tensor(new TensorHandle(gradient)));
        }
    }
}
