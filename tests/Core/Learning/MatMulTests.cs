using PlayCount.Learning;
using PlayCount.Learning.Kernels;

namespace PlayCount.Core.Tests.Learning;

public sealed unsafe class MatMulTests
{
    /// <summary>Sums of up to 600 products of numbers below 1, in single precision against double.</summary>
    private const double SingleTolerance = 1e-4;

    [Theory]
    [InlineData(1, 1, 1, false)]
    [InlineData(1, 400, 7, false)]
    [InlineData(7, 17, 300, false)]
    [InlineData(32, 400, 100, false)]
    [InlineData(97, 49, 513, false)]
    [InlineData(8, 48, 256, true)]
    [InlineData(13, 100, 600, true)]
    [InlineData(200, 1, 33, true)]
    public void Equals_the_textbook_sum(int m, int n, int k, bool transposed)
    {
        var (a, b, c) = (Random(m * k, 1), Random(k * n, 2), Random(m * n, 3));
        var expected = Textbook(a, b, c, m, n, k, transposed);

        MatMul.Multiply(new Rows<float>(a.Pointer, transposed ? m : k), transposed, b.Pointer, n, c.Pointer, n, m, n, k, accumulate: true,
            Workers.One);

        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], c.Array[i], SingleTolerance);
    }

    [Fact]
    public void Overwrites_unless_told_to_accumulate()
    {
        var (a, b, c) = (Random(6, 1), Random(15, 2), Random(10, 3));
        var expected = Textbook(a, b, new Pinned<float>(10), 2, 5, 3, transposed: false);

        MatMul.Multiply(new Rows<float>(a.Pointer, 3), false, b.Pointer, 5, c.Pointer, 5, 2, 5, 3, accumulate: false, Workers.One);

        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], c.Array[i], SingleTolerance);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gives_the_same_bits_with_one_two_and_three_threads(bool transposed)
    {
        const int M = 300, N = 130, K = 700;
        var (a, b) = (Random(M * K, 1), Random(K * N, 2));

        var results = new[] { 1, 2, 3 }.Select(threads =>
        {
            var c = new Pinned<float>(M * N);
            MatMul.Multiply(new Rows<float>(a.Pointer, transposed ? M : K), transposed, b.Pointer, N, c.Pointer, N, M, N, K,
                accumulate: false, new Workers(threads));
            return c.Array;
        }).ToArray();

        Assert.Equal(results[0], results[1]);
        Assert.Equal(results[0], results[2]);
    }

    /// <summary>Each number is one chain of multiply-adds, fused where the processor can, over blocks of 256: the kernel's promise, in
    /// scalar code.</summary>
    [Fact]
    public void Gives_the_bits_of_a_scalar_chain_of_multiply_adds()
    {
        const int M = 9, N = 53, K = 600, Block = 256;
        var (a, b, c) = (Random(M * K, 1), Random(K * N, 2), new Pinned<float>(M * N));

        MatMul.Multiply(new Rows<float>(a.Pointer, K), false, b.Pointer, N, c.Pointer, N, M, N, K, accumulate: false, Workers.One);

        for (var (row, i) = (0, 0); row < M; row++)
        {
            for (var column = 0; column < N; column++, i++)
            {
                var total = 0f;
                for (var k0 = 0; k0 < K; k0 += Block)
                {
                    var sum = 0f;
                    for (var k = k0; k < Math.Min(k0 + Block, K); k++)
                        sum = MultiplyAdd(a.Array[(row * K) + k], b.Array[(k * N) + column], sum);
                    total = k0 == 0 ? sum : total + sum;
                }

                Assert.Equal(total, c.Array[i]);
            }
        }
    }

    private static float MultiplyAdd(float left, float right, float addend) =>
        InstructionSets.Current == InstructionSet.Vector128 ? (left * right) + addend : MathF.FusedMultiplyAdd(left, right, addend);

    private static double[] Textbook(Pinned<float> a, Pinned<float> b, Pinned<float> c, int m, int n, int k, bool transposed)
    {
        var expected = Array.ConvertAll(c.Array, v => (double)v);
        for (var row = 0; row < m; row++)
        {
            for (var column = 0; column < n; column++)
            {
                for (var i = 0; i < k; i++)
                    expected[(row * n) + column] += (double)a.Array[transposed ? (i * m) + row : (row * k) + i] * b.Array[(i * n) + column];
            }
        }

        return expected;
    }

    private static Pinned<float> Random(int length, ulong seed)
    {
        var (rng, values) = (new Rng(seed), new Pinned<float>(length));
        for (var i = 0; i < length; i++)
            values.Array[i] = (float)((2 * rng.NextDouble()) - 1);
        return values;
    }
}
