using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Numbers of one kind on one device. Sizes are of dimensions, the first one outermost.</summary>
    public partial class Tensor : IDisposable
    {
        internal Tensor(TensorHandle handle)
        {
            Safe = handle;
            DisposeScope.Register(this);
        }

        /// <summary>Tensors of the process that have not been freed, counted where they are made.</summary>
        public static long TotalCount => NativeMethods.LiveTensors();

        /// <summary>The sizes of its dimensions.</summary>
        public long[] shape
        {
            get
            {
                Call.Check(NativeMethods.Dimensions(Safe, out var dimensions));
                var sizes = new long[dimensions];
                Call.Check(NativeMethods.Sizes(Safe, sizes));
                return sizes;
            }
        }

        /// <summary>The kind of its numbers.</summary>
        public ScalarType dtype
        {
            get
            {
                Call.Check(NativeMethods.Kind(Safe, out var kind));
                return (ScalarType)kind;
            }
        }

        /// <summary>Where it is.</summary>
        public Device device
        {
            get
            {
                Call.Check(NativeMethods.DeviceOf(Safe, out var native));
                return new Device((DeviceType)native.Type, native.Index);
            }
        }

        /// <summary>Its numbers as they lie in memory, while it lives: of a contiguous tensor on processors.</summary>
        public Span<byte> bytes
        {
            get
            {
                Call.Check(NativeMethods.Bytes(Safe, out var first, out var count));
                unsafe
                {
                    return new Span<byte>((void*)first, checked((int)count));
                }
            }
            set
            {
                value.CopyTo(bytes);
                GC.KeepAlive(this);
            }
        }

        /// <summary>Whether gradients of it can be asked for.</summary>
        public bool requires_grad
        {
            get
            {
                Call.Check(NativeMethods.RequiresGrad(Safe, out var isAsked));
                return isAsked != 0;
            }
            set => requires_grad_(value);
        }

        internal TensorHandle Safe { get; }

        internal DisposeScope? Scope { get; set; }

        /// <summary>How many numbers it has.</summary>
        public long numel() => shape.Aggregate(1L, (product, size) => product * size);

        /// <summary>Takes it out of its scope: it lives until it is freed by itself.</summary>
        public Tensor DetachFromDisposeScope()
        {
            Scope?.Remove(this);
            return this;
        }

        /// <summary>Takes it out of its scope and into the next outer one.</summary>
        public Tensor MoveToOuterDisposeScope()
        {
            Scope?.MoveOut(this);
            return this;
        }

        /// <summary>Frees it.</summary>
        public void Dispose()
        {
            Dispose(disposing: true);
            GC.SuppressFinalize(this);
        }

        /// <summary>Frees it.</summary>
        protected virtual void Dispose(bool disposing)
        {
            if (!disposing)
                return;
            Scope?.Remove(this);
            Safe.Dispose();
        }
    }
}
