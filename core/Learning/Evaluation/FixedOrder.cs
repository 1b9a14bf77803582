using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PlayCount.Learning.Evaluation;

/// <summary>Sums whose terms are added in an order that no machine changes: 16 interleaved partial sums, without fused
/// multiply-add.</summary>
internal static class FixedOrder
{
    private const int Lanes = 4; // doubles in 256 bits; computed in halves where the processor has 128 only

    /// <summary>The inner product of two spans of one length.</summary>
    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        ref var a = ref MemoryMarshal.GetReference(left);
        ref var b = ref MemoryMarshal.GetReference(right[..left.Length]);
        Vector256<double> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        nuint i = 0;
        for (; i + 4 * Lanes <= (nuint)left.Length; i += 4 * Lanes)
        {
            sum0 += Vector256.LoadUnsafe(ref a, i) * Vector256.LoadUnsafe(ref b, i);
            sum1 += Vector256.LoadUnsafe(ref a, i + Lanes) * Vector256.LoadUnsafe(ref b, i + Lanes);
            sum2 += Vector256.LoadUnsafe(ref a, i + 2 * Lanes) * Vector256.LoadUnsafe(ref b, i + 2 * Lanes);
            sum3 += Vector256.LoadUnsafe(ref a, i + 3 * Lanes) * Vector256.LoadUnsafe(ref b, i + 3 * Lanes);
        }

        return Total(sum0 + sum1 + (sum2 + sum3)) + Rest(left[(int)i..], right[(int)i..]);
    }

    /// <summary>The squared Euclidean distance of two points of one dimension.</summary>
    public static double SquaredDistance(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        ref var a = ref MemoryMarshal.GetReference(left);
        ref var b = ref MemoryMarshal.GetReference(right[..left.Length]);
        Vector256<double> sum0 = default, sum1 = default;
        nuint i = 0;
        for (; i + 2 * Lanes <= (nuint)left.Length; i += 2 * Lanes)
        {
            var difference0 = Vector256.LoadUnsafe(ref a, i) - Vector256.LoadUnsafe(ref b, i);
            var difference1 = Vector256.LoadUnsafe(ref a, i + Lanes) - Vector256.LoadUnsafe(ref b, i + Lanes);
            sum0 += difference0 * difference0;
            sum1 += difference1 * difference1;
        }

        var rest = 0.0;
        for (var j = (int)i; j < left.Length; j++)
            rest += (left[j] - right[j]) * (left[j] - right[j]);
        return Total(sum0 + sum1) + rest;
    }

    private static double Total(Vector256<double> sums) => sums[0] + sums[1] + (sums[2] + sums[3]);

    private static double Rest(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var rest = 0.0;
        for (var i = 0; i < left.Length; i++)
            rest += left[i] * right[i];
        return rest;
    }
}
