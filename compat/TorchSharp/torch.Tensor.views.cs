using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private const int OwnKind = -1;

        /// <summary>It on a device; a copy where it is elsewhere or one is asked for.</summary>
        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            To(OwnKind, device, copy, disposeAfter, non_blocking);

        /// <summary>Its numbers in a kind; a copy where they are of another or one is asked for.</summary>
        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            To((int)type, null, copy, disposeAfter, non_blocking);

        /// <summary>It on the processors.</summary>
        public Tensor cpu() => To(OwnKind, CPU, copies: false, disposesAfter: false, nonBlocking: false);

        /// <summary>Its numbers in the order of its dimensions; a copy where they lie otherwise.</summary>
        public Tensor contiguous() => Call.Result(NativeMethods.Contiguous(Safe, out var result), result);

        /// <summary>The same numbers without their history.</summary>
        public Tensor detach() => Call.Result(NativeMethods.Detach(Safe, out var result), result);

        /// <summary>Some places of a dimension.</summary>
        public Tensor narrow(long dim, long start, long length) =>
            Call.Result(NativeMethods.Narrow(Safe, dim, start, length, out var result), result);

        /// <summary>A dimension in parts of a size; the last may have less.</summary>
        public Tensor[] split(long size, int dim = 0)
        {
            var all = shape[dim < 0 ? dim + shape.Length : dim];
            var parts = new nint[size > 0 ? Math.Max((all + size - 1) / size, 1) : 1];
            Call.Check(NativeMethods.Split(Safe, size, dim, parts.Length, parts));
            return Array.ConvertAll(parts, part => new Tensor(new TensorHandle(part)));
        }

        /// <summary>One place of a dimension, which goes.</summary>
        public Tensor select(long dim, long index) => Call.Result(NativeMethods.Select(Safe, dim, index, out var result), result);

        /// <summary>The same numbers in another shape; a copy where there is no view. A size of -1 is what is left.</summary>
        public Tensor reshape(params long[] shape) =>
            Call.Result(NativeMethods.Reshape(Safe, shape, shape.Length, out var result), result);

        /// <summary>The same numbers in another shape. A size of -1 is what is left.</summary>
        public Tensor view(params long[] shape) => Call.Result(NativeMethods.View(Safe, shape, shape.Length, out var result), result);

        /// <summary>The transpose of a matrix.</summary>
        public Tensor t() => Call.Result(NativeMethods.T(Safe, out var result), result);

        /// <summary>A new dimension of 1 at a place.</summary>
        public Tensor unsqueeze(long dim) => Call.Result(NativeMethods.Unsqueeze(Safe, dim, out var result), result);

        /// <summary>Without a dimension of 1; without all of them where none is named.</summary>
        public Tensor squeeze(long? dim = null) => dim is { } one
            ? Call.Result(NativeMethods.Squeeze(Safe, one, out var result), result)
            : Call.Result(NativeMethods.SqueezeAll(Safe, out var all), all);

        /// <summary>Places of a dimension, as an index of whole numbers names them.</summary>
        public Tensor index_select(long dim, Tensor index) =>
            Call.Result(NativeMethods.IndexSelect(Safe, dim, index.Safe, out var result), result);

        /// <summary>Asks for gradients of it, or no longer.</summary>
        public Tensor requires_grad_(bool requires_grad = true) =>
            Same(NativeMethods.RequiresGradInPlace(Safe, requires_grad ? 1 : 0));

        private Tensor Same(int status)
        {
            Call.Check(status);
            return this;
        }

        private unsafe Tensor To(int kind, Device? device, bool copies, bool disposesAfter, bool nonBlocking)
        {
            var place = device?.Native ?? default;
            var moved = Call.Result(
                NativeMethods.To(Safe, kind, device is null ? null : &place, copies ? 1 : 0, nonBlocking ? 1 : 0, out var result), result);
            if (disposesAfter)
                Dispose();
            return moved;
        }
    }
}
