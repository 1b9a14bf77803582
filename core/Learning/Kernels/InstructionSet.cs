using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace PlayCount.Learning.Kernels;

/// <summary>The vector instructions the kernels use on this processor.</summary>
/// <remarks>
/// Every output of a kernel is one chain of fused multiply-adds in a fixed order, so all sets that have a fused multiply-add give
/// the same bits; the set without one rounds twice and gives other ones.
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
