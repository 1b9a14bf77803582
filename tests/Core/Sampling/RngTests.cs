using System.Text.Json;
using PlayCount.Learning;

namespace PlayCount.Core.Tests.Sampling;

public sealed class RngTests
{
    /// <summary>Five standard errors: one chance in two million, and the seed is fixed.</summary>
    private const double StandardErrors = 5;

    /// <summary>A few units in the last place between our logarithm and the platform's, through a square root and a product.</summary>
    private const double RelativeRounding = 2e-15;

    [Fact]
    public void Fills_the_state_with_the_published_outputs_of_SplitMix64()
    {
        var state = new Rng(1234567).State; // the reference sequence of seed 1234567

        Assert.Equal(new RngState(6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431), state);
    }

    [Fact]
    public void Gives_the_published_outputs_of_xoshiro256_star_star()
    {
        var rng = Rng.Restore(new RngState(1, 2, 3, 4));

        ulong[] outputs = [.. Enumerable.Range(0, 10).Select(_ => rng.NextUInt64())];

        Assert.Equal(
            [
                11520, 0, 1509978240, 1215971899390074240, 1216172134540287360,
                607988272756665600, 16172922978634559625, 8476171486693032832, 10595114339597558777, 2904607092377533576,
            ],
            outputs);
    }

    [Fact]
    public void Goes_on_from_a_state_that_was_written_as_json()
    {
        var rng = new Rng(3);
        rng.NextGaussian();
        var written = JsonSerializer.Serialize(rng.State);

        var restored = Rng.Restore(JsonSerializer.Deserialize<RngState>(written));

        Assert.Equal(rng.NextGaussian(), restored.NextGaussian());
        Assert.Equal(rng.NextUInt64(), restored.NextUInt64());
    }

    [Fact]
    public void Refuses_a_state_of_zeros() => Assert.Throws<ArgumentException>(() => Rng.Restore(default));

    [Fact]
    public void Gives_every_path_a_sequence_of_its_own()
    {
        ulong[] firsts =
        [
            new Rng(1).NextUInt64(), Rng.For(1).NextUInt64(), Rng.For(2).NextUInt64(), Rng.For(1, 0).NextUInt64(),
            Rng.For(1, 0, 0).NextUInt64(),
            Rng.For(1, 1, 2).NextUInt64(), Rng.For(1, 2, 1).NextUInt64(), Rng.For(1, 3).NextUInt64(), Rng.For(1, -1).NextUInt64(),
        ];

        Assert.Equal(firsts.Length, firsts.Distinct().Count());
        Assert.Equal(Rng.For(1, 1, 2).State, Rng.For(1, 1, 2).State);
    }

    [Fact]
    public void Takes_the_upper_53_bits_for_a_double()
    {
        var rng = Rng.Restore(new RngState(1, 2, 3, 4)); // its first output is 11520

        Assert.Equal(5 / 9007199254740992.0, rng.NextDouble()); // 11520 >> 11 is 5
    }

    [Fact]
    public void Rejects_the_one_output_that_would_favour_a_third()
    {
        var zeroFirst = new RngState(7, 0, 9, 11); // the second word makes the output: 0; 2^64 leaves 1 when divided by 3
        var (rng, plain) = (Rng.Restore(zeroFirst), Rng.Restore(zeroFirst));
        Assert.Equal(0UL, plain.NextUInt64());

        var third = rng.NextInt(3);

        Assert.Equal((int)Math.BigMul(plain.NextUInt64(), 3UL, out _), third);
        Assert.Equal(plain.State, rng.State);
    }

    [Fact]
    public void Keeps_every_output_for_a_power_of_two()
    {
        var rng = Rng.Restore(new RngState(7, 0, 9, 11));

        Assert.Equal(0, rng.NextInt(4));

        Assert.Equal(Advanced(new RngState(7, 0, 9, 11), 1), rng.State);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void Refuses_an_empty_range(int exclusiveMax) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Rng(1).NextInt(exclusiveMax));

    [Fact]
    public void Shuffles_three_items_into_all_six_orders_alike()
    {
        const int Trials = 60_000;
        const double ChiSquare999 = 20.515; // 99.9 % point of chi square with 5 degrees of freedom
        var rng = new Rng(11);
        var counts = new Dictionary<string, int>();

        for (var trial = 0; trial < Trials; trial++)
        {
            char[] items = ['a', 'b', 'c'];
            rng.Shuffle<char>(items);
            counts[new string(items)] = counts.GetValueOrDefault(new string(items)) + 1;
        }

        Assert.Equal(["abc", "acb", "bac", "bca", "cab", "cba"], counts.Keys.Order(StringComparer.Ordinal));
        var expected = Trials / 6.0;
        Assert.True(counts.Values.Sum(count => (count - expected) * (count - expected) / expected) < ChiSquare999);
    }

    [Fact]
    public void Draws_normal_numbers_with_the_moments_and_tails_of_theory()
    {
        const int Count = 200_000;
        const double BeyondTwo = 0.04550026389635842; // P(|Z| > 2)
        var rng = new Rng(12);

        double[] draws = [.. Enumerable.Range(0, Count).Select(_ => rng.NextGaussian())];

        Assert.InRange(draws.Average(), -Tolerance(1), Tolerance(1));
        Assert.InRange(draws.Average(z => z * z), 1 - Tolerance(2), 1 + Tolerance(2)); // Var(Z^2) = 2
        Assert.InRange(draws.Average(z => z * z * z), -Tolerance(15), Tolerance(15)); // Var(Z^3) = E Z^6 = 15
        Assert.InRange(draws.Average(z => z * z * z * z), 3 - Tolerance(96), 3 + Tolerance(96)); // Var(Z^4) = 105 - 9
        var tails = draws.Count(z => Math.Abs(z) > 2) / (double)Count;
        Assert.InRange(tails, BeyondTwo - Tolerance(BeyondTwo * (1 - BeyondTwo)), BeyondTwo + Tolerance(BeyondTwo * (1 - BeyondTwo)));

        static double Tolerance(double variance) => StandardErrors * Math.Sqrt(variance / Count);
    }

    [Fact]
    public void Draws_what_the_polar_method_says()
    {
        var rng = new Rng(13);
        for (var draw = 0; draw < 1000; draw++)
        {
            var uniform = Rng.Restore(rng.State);
            double u, s;
            do
            {
                u = 2 * uniform.NextDouble() - 1;
                s = u * u + Math.Pow(2 * uniform.NextDouble() - 1, 2);
            }
            while (s >= 1);
            var expected = u * Math.Sqrt(-2 * Math.Log(s) / s);

            var actual = rng.NextGaussian();

            Assert.Equal(uniform.State, rng.State);
            Assert.InRange(Math.Abs(actual - expected), 0, RelativeRounding * Math.Abs(expected));
        }
    }

    private static RngState Advanced(RngState state, int outputs)
    {
        var rng = Rng.Restore(state);
        for (var output = 0; output < outputs; output++)
            rng.NextUInt64();
        return rng.State;
    }
}
