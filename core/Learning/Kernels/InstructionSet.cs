using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace PlayCount.Learning.Kernels;

/// <summary>The vector instructions the kernels use on this processor.</summary>
/// <remarks>
/// Every output of a kernel is one chain of fused multiply-adds in a fixed order, so all sets that have a fused multiply-add give
/// the same bits; the set without one rounds twice and gives other ones. The activations' exponentials are
/// <c>System.Numerics.Tensors</c>': for 4 numbers and more the same bits at 128, 256 and 512 bits (measured, with and without fused
/// multiply-add); for spans of 1 to 3 numbers, which layers of so few units have, they are the platform's library's.
/// .NET 10 narrows the registers by <c>DOTNET_EnableAVX512=0</c> and <c>DOTNET_EnableAVX2=0</c> (the latter takes the fused
/// multiply-add away too); it does not know <c>DOTNET_EnableAVX512F</c> and <c>DOTNET_EnableFMA</c>.
/// </remarks>
public enum InstructionSet
{
    /// <summary>512-bit registers, fused multiply-add.</summary>
    Avx512,

    /// <summary>256-bit registers, fused multiply-add.</summary>
    Avx2Fma,

    /// <summary>128-bit registers, fused multiply-add.</summary>
    Vector128Fma,

    /// <summary>128-bit registers, product and sum rounded apart.</summary>
    Vector128,
}

/// <summary>Which instruction set is in use.</summary>
public static class InstructionSets
{
    /// <summary>The set that the kernels of this process use.</summary>
    public static InstructionSet Current { get; } =
        Vector512.IsHardwareAccelerated && Avx512F.IsSupported ? InstructionSet.Avx512
        : Avx2.IsSupported && Fma.IsSupported ? InstructionSet.Avx2Fma
        : Fma.IsSupported || AdvSimd.Arm64.IsSupported ? InstructionSet.Vector128Fma
        : InstructionSet.Vector128;
}
