using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Kinds of numbers, numbered as in libtorch.</summary>
    public enum ScalarType
    {
        /// <summary>8 bits without a sign.</summary>
        Byte = 0,

        /// <summary>64 bits with a sign.</summary>
        Int64 = 4,

        /// <summary>IEEE single precision.</summary>
        Float32 = 6,

        /// <summary>IEEE double precision.</summary>
        Float64 = 7,

        /// <summary>True or false.</summary>
        Bool = 11,

        /// <summary>Single precision's range with 8 bits of mantissa.</summary>
        BFloat16 = 15,
    }

    /// <summary>Where tensors are.</summary>
    public class Device
    {
        /// <summary>A device of a type.</summary>
        /// <param name="deviceType">Which type.</param>
        /// <param name="index">Its number; -1 for the current one.</param>
        public Device(DeviceType deviceType, int index = -1) => (type, this.index) = (deviceType, index);

        /// <summary>Which type.</summary>
        public DeviceType type { get; }

        /// <summary>Its number; -1 for the current one.</summary>
        public int index { get; }

        internal NativeDevice Native => new((int)type, index);

        /// <summary>As PyTorch writes it: <c>cpu</c>, <c>cuda:0</c>.</summary>
        public override string ToString()
        {
            var name = type == DeviceType.CPU ? "cpu" : "cuda";
            return index < 0 ? name : FormattableString.Invariant($"{name}:{index}");
        }
    }
}
