using System.Runtime.CompilerServices;

namespace PlayCount.Learning.Kernels;

/// <summary>The innermost products: a tile of C is a packed panel of A times some columns of B, summed over the depth in
/// registers.</summary>
/// <remarks>Each element is one chain of multiply-adds in the order of the depth, whatever the tile, so tile sizes never change a
/// bit.</remarks>
internal static unsafe class Tile<V, T> where V : struct, ILanes<V, T> where T : unmanaged
{
    /// <summary>Rows of a tile: 8 where there are 32 registers to hold 8 x 3 sums, else 4.</summary>
    public static int Rows => V.Count * sizeof(T) == 64 ? 8 : 4;

    /// <summary>C(rows, 3 registers) = or += panel(depth, rows) · B(depth, 3 registers).</summary>
    public static void Wide(int depth, T* panel, T* b, nint strideB, T* c, nint strideC, bool accumulate)
    {
        if (Rows == 8)
        {
            Wide8(depth, panel, b, strideB, c, strideC, accumulate);
            return;
        }

        Wide4(depth, panel, b, strideB, c, strideC, accumulate);
    }

    /// <summary>C(rows, 1 register) = or += panel(depth, rows) · B(depth, 1 register).</summary>
    public static void Narrow(int depth, T* panel, T* b, nint strideB, T* c, nint strideC, bool accumulate)
    {
        for (var row = 0; row < Rows; row += 4)
            Narrow4(depth, panel + row, Rows, b, strideB, c + (row * strideC), strideC, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Wide8(int depth, T* panel, T* b, nint strideB, T* c, nint strideC, bool accumulate)
    {
        V s00 = default, s01 = default, s02 = default, s10 = default, s11 = default, s12 = default;
        V s20 = default, s21 = default, s22 = default, s30 = default, s31 = default, s32 = default;
        V s40 = default, s41 = default, s42 = default, s50 = default, s51 = default, s52 = default;
        V s60 = default, s61 = default, s62 = default, s70 = default, s71 = default, s72 = default;
        for (var k = 0; k < depth; k++)
        {
            var (b0, b1, b2) = (V.Load(b), V.Load(b + V.Count), V.Load(b + (2 * V.Count)));
            var a = V.Broadcast(panel[0]);
            s00 = V.MultiplyAdd(a, b0, s00); s01 = V.MultiplyAdd(a, b1, s01); s02 = V.MultiplyAdd(a, b2, s02);
            a = V.Broadcast(panel[1]);
            s10 = V.MultiplyAdd(a, b0, s10); s11 = V.MultiplyAdd(a, b1, s11); s12 = V.MultiplyAdd(a, b2, s12);
            a = V.Broadcast(panel[2]);
            s20 = V.MultiplyAdd(a, b0, s20); s21 = V.MultiplyAdd(a, b1, s21); s22 = V.MultiplyAdd(a, b2, s22);
            a = V.Broadcast(panel[3]);
            s30 = V.MultiplyAdd(a, b0, s30); s31 = V.MultiplyAdd(a, b1, s31); s32 = V.MultiplyAdd(a, b2, s32);
            a = V.Broadcast(panel[4]);
            s40 = V.MultiplyAdd(a, b0, s40); s41 = V.MultiplyAdd(a, b1, s41); s42 = V.MultiplyAdd(a, b2, s42);
            a = V.Broadcast(panel[5]);
            s50 = V.MultiplyAdd(a, b0, s50); s51 = V.MultiplyAdd(a, b1, s51); s52 = V.MultiplyAdd(a, b2, s52);
            a = V.Broadcast(panel[6]);
            s60 = V.MultiplyAdd(a, b0, s60); s61 = V.MultiplyAdd(a, b1, s61); s62 = V.MultiplyAdd(a, b2, s62);
            a = V.Broadcast(panel[7]);
            s70 = V.MultiplyAdd(a, b0, s70); s71 = V.MultiplyAdd(a, b1, s71); s72 = V.MultiplyAdd(a, b2, s72);
            panel += 8;
            b += strideB;
        }

        Put(c, s00, s01, s02, accumulate);
        Put(c + strideC, s10, s11, s12, accumulate);
        Put(c + (2 * strideC), s20, s21, s22, accumulate);
        Put(c + (3 * strideC), s30, s31, s32, accumulate);
        Put(c + (4 * strideC), s40, s41, s42, accumulate);
        Put(c + (5 * strideC), s50, s51, s52, accumulate);
        Put(c + (6 * strideC), s60, s61, s62, accumulate);
        Put(c + (7 * strideC), s70, s71, s72, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Wide4(int depth, T* panel, T* b, nint strideB, T* c, nint strideC, bool accumulate)
    {
        V s00 = default, s01 = default, s02 = default, s10 = default, s11 = default, s12 = default;
        V s20 = default, s21 = default, s22 = default, s30 = default, s31 = default, s32 = default;
        for (var k = 0; k < depth; k++)
        {
            var (b0, b1, b2) = (V.Load(b), V.Load(b + V.Count), V.Load(b + (2 * V.Count)));
            var a = V.Broadcast(panel[0]);
            s00 = V.MultiplyAdd(a, b0, s00); s01 = V.MultiplyAdd(a, b1, s01); s02 = V.MultiplyAdd(a, b2, s02);
            a = V.Broadcast(panel[1]);
            s10 = V.MultiplyAdd(a, b0, s10); s11 = V.MultiplyAdd(a, b1, s11); s12 = V.MultiplyAdd(a, b2, s12);
            a = V.Broadcast(panel[2]);
            s20 = V.MultiplyAdd(a, b0, s20); s21 = V.MultiplyAdd(a, b1, s21); s22 = V.MultiplyAdd(a, b2, s22);
            a = V.Broadcast(panel[3]);
            s30 = V.MultiplyAdd(a, b0, s30); s31 = V.MultiplyAdd(a, b1, s31); s32 = V.MultiplyAdd(a, b2, s32);
            panel += 4;
            b += strideB;
        }

        Put(c, s00, s01, s02, accumulate);
        Put(c + strideC, s10, s11, s12, accumulate);
        Put(c + (2 * strideC), s20, s21, s22, accumulate);
        Put(c + (3 * strideC), s30, s31, s32, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Narrow4(int depth, T* panel, nint stridePanel, T* b, nint strideB, T* c, nint strideC, bool accumulate)
    {
        V s0 = default, s1 = default, s2 = default, s3 = default;
        for (var k = 0; k < depth; k++)
        {
            var b0 = V.Load(b);
            s0 = V.MultiplyAdd(V.Broadcast(panel[0]), b0, s0);
            s1 = V.MultiplyAdd(V.Broadcast(panel[1]), b0, s1);
            s2 = V.MultiplyAdd(V.Broadcast(panel[2]), b0, s2);
            s3 = V.MultiplyAdd(V.Broadcast(panel[3]), b0, s3);
            panel += stridePanel;
            b += strideB;
        }

        Put(c, s0, accumulate);
        Put(c + strideC, s1, accumulate);
        Put(c + (2 * strideC), s2, accumulate);
        Put(c + (3 * strideC), s3, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(T* c, V first, V second, V third, bool accumulate)
    {
        Put(c, first, accumulate);
        Put(c + V.Count, second, accumulate);
        Put(c + (2 * V.Count), third, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(T* c, V sum, bool accumulate) => (accumulate ? V.Load(c) + sum : sum).Store(c);
}
