using TorchSharp.Native;

namespace TorchSharp;

/// <summary>A number for an operation on tensors; a whole one leaves whole tensors whole.</summary>
public sealed class Scalar
{
    private Scalar(NativeScalar native) => Native = native;

    internal NativeScalar Native { get; }

    /// <summary>A whole number.</summary>
    public static implicit operator Scalar(int value) => Of((long)value);

    /// <summary>A whole number.</summary>
    public static implicit operator Scalar(long value) => Of(value);

    /// <summary>A real number.</summary>
    public static implicit operator Scalar(float value) => Of((double)value);

    /// <summary>A real number.</summary>
    public static implicit operator Scalar(double value) => Of(value);

    private static Scalar Of(long value) => new(new NativeScalar(0, value, IsWhole: 1));

    private static Scalar Of(double value) => new(new NativeScalar(value, 0, IsWhole: 0));
}
