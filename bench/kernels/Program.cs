using System.Diagnostics;
using System.Globalization;
using PlayCount.Learning;
using PlayCount.Learning.Kernels;

// Prints "m n k transposed GFLOP/s" on one thread for the products of the paper's networks: bench/kernels.sh sets NumPy beside it.
(int M, int N, int K, bool Transposed)[] products =
[
    (32, 400, 1_024, false),      // a batch of 32, 1 step, log-mel
    (768, 400, 1_024, false),     // 24 steps
    (1_024, 400, 768, true),      // its weight gradient
    (32, 400, 100, false),        // one recurrent step
    (576, 400, 111_168, false),   // raw clips, 18 steps
    (111_168, 400, 576, true),    // its weight gradient
];
foreach (var (m, n, k, transposed) in products)
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{m} {n} {k} {(transposed ? 1 : 0)} {Measure(m, n, k, transposed):F1}"));

static unsafe double Measure(int m, int n, int k, bool transposed)
{
    const int Rounds = 5;
    var (a, b, c) = (Random(m * k, 1), Random(k * n, 2), new Pinned<float>(m * n));
    var work = 2.0 * m * n * k;
    var repeats = Math.Max(1, (int)(5e9 / work));
    var rates = new double[Rounds];
    for (var round = -1; round < Rounds; round++)
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < repeats; i++)
            MatMul.Multiply(new Rows<float>(a.Pointer, transposed ? m : k), transposed, b.Pointer, n, c.Pointer, n, m, n, k,
                accumulate: false, Workers.One);
        if (round >= 0)
            rates[round] = work * repeats / clock.Elapsed.TotalSeconds / 1e9;
    }

    return rates.Order().ElementAt(Rounds / 2);
}

static Pinned<float> Random(int length, ulong seed)
{
    var (rng, values) = (new Rng(seed), new Pinned<float>(length));
    foreach (ref var value in values.Span)
        value = (float)(rng.NextDouble() - 0.5);
    return values;
}
