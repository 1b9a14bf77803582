using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>CUDA devices.</summary>
    public static class cuda
    {
        /// <summary>Whether a CUDA device answers.</summary>
        public static bool is_available()
        {
            Call.Check(NativeMethods.CudaIsAvailable(out var isAvailable));
            return isAvailable != 0;
        }

        /// <summary>Waits until a device, the current one if none is named, has done what it was told.</summary>
        public static void synchronize(Device? device = null) => Call.Check(NativeMethods.CudaSynchronize(device?.index ?? -1));
    }

    /// <summary>Libraries that libtorch computes with.</summary>
    public static class backends
    {
        /// <summary>CUDA's.</summary>
        public static class cuda
        {
            /// <summary>Matrix products.</summary>
            public static class matmul
            {
                /// <summary>Whether factors may be rounded to TensorFloat-32.</summary>
                public static bool allow_tf32
                {
                    get
                    {
                        Call.Check(NativeMethods.Tf32Products(out var allowed));
                        return allowed != 0;
                    }
                    set => Call.Check(NativeMethods.AllowTf32Products(value ? 1 : 0));
                }
            }
        }

        /// <summary>cuDNN.</summary>
        public static class cudnn
        {
            /// <summary>Whether factors may be rounded to TensorFloat-32.</summary>
            public static bool allow_tf32
            {
                get
                {
                    Call.Check(NativeMethods.Tf32Cudnn(out var allowed));
                    return allowed != 0;
                }
                set => Call.Check(NativeMethods.AllowTf32Cudnn(value ? 1 : 0));
            }
        }
    }
}
