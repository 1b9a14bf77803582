using System.Numerics;
using System.Runtime.CompilerServices;

namespace PlayCount.Learning.Kernels;

/// <summary>The rows of a matrix: equally far apart, or each wherever its pointer says (clips of different songs).</summary>
internal readonly unsafe struct Rows<T> where T : unmanaged
{
    private readonly T* _origin;
    private readonly nint _stride;
    private readonly T** _pointers;

    public Rows(T* origin, int stride)
    {
        _origin = origin;
        _stride = stride;
    }

    public Rows(T** pointers) => _pointers = pointers;

    public T* this[int row] => _pointers is null ? _origin + (row * _stride) : _pointers[row];
}

/// <summary>Matrix products, cache-blocked. B and C are dense and row-major; A is given by its rows and may be read transposed.</summary>
/// <remarks>
/// Threads share the rows of C, so that each element is summed by one thread in one order: blocks of <see cref="DepthBlock"/>
/// products in a register, then block after block.
/// </remarks>
internal static unsafe class MatMul
{
    /// <summary>Products summed in a register before C is touched; the panel of B that a tile reads stays near the core.</summary>
    private const int DepthBlock = 256;

    /// <summary>Rows of A packed at a time: 96 x 256 floats are 96 KiB, a tenth of a second-level cache.</summary>
    private const int RowBlock = 96;

    /// <summary>Below this many multiply-adds a second thread costs more than it brings.</summary>
    private const long WorthSharing = 4_000_000;

    /// <summary>C(m, n) = or += A(m, k) · B(k, n), or Aᵀ · B where <paramref name="transposed"/> says that A's rows run over k.</summary>
    public static void Multiply<T>(
        Rows<T> a, bool transposed, T* b, int strideB, T* c, int strideC, int m, int n, int k, bool accumulate, Workers workers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var threads = (long)m * n * k >= WorthSharing ? workers : Workers.One;
        threads.ForSlices(m, RowBlock, (from, to) =>
        {
            var block = new Product<T>(a, transposed, b, strideB, c, strideC, n, k, accumulate);
            switch (InstructionSets.Current)
            {
                case InstructionSet.Avx512: Run<Lanes512<T>, T>(block, from, to); break;
                case InstructionSet.Avx2Fma: Run<Lanes256<T>, T>(block, from, to); break;
                default: Run<Lanes128<T>, T>(block, from, to); break;
            }
        });
    }

    private static void Run<V, T>(in Product<T> p, int from, int to)
        where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var panels = Scratch<T>.Take((RowBlock + V.Count) * DepthBlock);
        var edge = panels + (RowBlock * DepthBlock);
        for (var k0 = 0; k0 < p.K; k0 += DepthBlock)
        {
            var depth = Math.Min(DepthBlock, p.K - k0);
            PackEdge<V, T>(p, k0, depth, edge);
            for (var m0 = from; m0 < to; m0 += RowBlock)
            {
                var rows = Math.Min(RowBlock, to - m0);
                PackPanels(p, Tile<V, T>.Rows, m0, rows, k0, depth, panels);
                MultiplyBlock<V, T>(p, m0, rows, k0, depth, panels, edge);
            }
        }
    }

    private static void MultiplyBlock<V, T>(in Product<T> p, int m0, int rows, int k0, int depth, T* panels, T* edge)
        where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var tileRows = Tile<V, T>.Rows;
        var spare = stackalloc T[tileRows * V.Count * 3];
        var accumulate = p.Accumulate || k0 > 0;
        for (var column = 0; column < p.N;)
        {
            var left = p.N - column;
            var width = left >= 3 * V.Count ? 3 * V.Count : V.Count;
            var b = left >= width ? p.B + ((nint)k0 * p.StrideB) + column : edge;
            var strideB = left >= width ? p.StrideB : V.Count;
            for (var row = 0; row < rows; row += tileRows)
            {
                var panel = panels + ((nint)row * depth);
                var c = p.C + ((nint)(m0 + row) * p.StrideC) + column;
                if (left >= width && rows - row >= tileRows)
                    Multiply<V, T>(width, depth, panel, b, strideB, c, p.StrideC, accumulate);
                else
                {
                    Multiply<V, T>(width, depth, panel, b, strideB, spare, width, accumulate: false);
                    Move(spare, width, c, p.StrideC, Math.Min(tileRows, rows - row), Math.Min(width, left), accumulate);
                }
            }

            column += width;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Multiply<V, T>(int width, int depth, T* panel, T* b, nint strideB, T* c, nint strideC, bool accumulate)
        where V : struct, ILanes<V, T> where T : unmanaged
    {
        if (width == V.Count)
            Tile<V, T>.Narrow(depth, panel, b, strideB, c, strideC, accumulate);
        else
            Tile<V, T>.Wide(depth, panel, b, strideB, c, strideC, accumulate);
    }

    /// <summary>Copies the part of a tile that lies inside C.</summary>
    private static void Move<T>(T* tile, int width, T* c, nint strideC, int rows, int columns, bool accumulate)
        where T : unmanaged, IAdditionOperators<T, T, T>
    {
        for (var row = 0; row < rows; row++, tile += width, c += strideC)
        {
            for (var column = 0; column < columns; column++)
                c[column] = accumulate ? c[column] + tile[column] : tile[column];
        }
    }

    /// <summary>Copies rows of A into panels of shape (depth, tile rows), missing rows as zero.</summary>
    private static void PackPanels<T>(in Product<T> p, int tileRows, int m0, int rows, int k0, int depth, T* panels) where T : unmanaged
    {
        for (var row = 0; row < rows; row += tileRows)
        {
            var panel = panels + ((nint)row * depth);
            var present = Math.Min(tileRows, rows - row);
            if (present < tileRows)
                new Span<T>(panel, depth * tileRows).Clear();
            if (p.Transposed)
                PackTransposed(p, m0 + row, present, tileRows, k0, depth, panel);
            else
                PackStraight(p, m0 + row, present, tileRows, k0, depth, panel);
        }
    }

    private static void PackStraight<T>(in Product<T> p, int m, int present, int tileRows, int k0, int depth, T* panel) where T : unmanaged
    {
        for (var row = 0; row < present; row++)
        {
            var source = p.A[m + row] + k0;
            for (var k = 0; k < depth; k++)
                panel[(k * tileRows) + row] = source[k];
        }
    }

    private static void PackTransposed<T>(in Product<T> p, int m, int present, int tileRows, int k0, int depth, T* panel)
        where T : unmanaged
    {
        for (var k = 0; k < depth; k++)
        {
            var source = p.A[k0 + k] + m;
            for (var row = 0; row < present; row++)
                panel[(k * tileRows) + row] = source[row];
        }
    }

    /// <summary>Copies the last columns of B, too few for a register, into shape (depth, lanes), padded with zero.</summary>
    private static void PackEdge<V, T>(in Product<T> p, int k0, int depth, T* edge) where V : struct, ILanes<V, T> where T : unmanaged
    {
        var columns = p.N % V.Count;
        if (columns == 0)
            return;
        new Span<T>(edge, depth * V.Count).Clear();
        for (var k = 0; k < depth; k++)
            new Span<T>(p.B + ((nint)(k0 + k) * p.StrideB) + p.N - columns, columns).CopyTo(new Span<T>(edge + (k * V.Count), columns));
    }

    private readonly struct Product<T>(Rows<T> a, bool transposed, T* b, int strideB, T* c, int strideC, int n, int k, bool accumulate)
        where T : unmanaged
    {
        public readonly Rows<T> A = a;
        public readonly bool Transposed = transposed;
        public readonly T* B = b;
        public readonly int StrideB = strideB;
        public readonly T* C = c;
        public readonly int StrideC = strideC;
        public readonly int N = n;
        public readonly int K = k;
        public readonly bool Accumulate = accumulate;
    }

    /// <summary>Packing memory, one piece a thread.</summary>
    private static class Scratch<T> where T : unmanaged
    {
        [ThreadStatic]
        private static Pinned<T>? _memory;

        public static T* Take(int length)
        {
            _memory = (_memory ?? new Pinned<T>(length)).AtLeast(length);
            return _memory.Pointer;
        }
    }
}
