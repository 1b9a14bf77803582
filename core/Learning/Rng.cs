using System.Numerics;

namespace PlayCount.Learning;

/// <summary>The 256 bits of an <see cref="Rng"/>; a checkpoint keeps them.</summary>
/// <param name="S0">First word.</param>
/// <param name="S1">Second word.</param>
/// <param name="S2">Third word.</param>
/// <param name="S3">Fourth word.</param>
public readonly record struct RngState(ulong S0, ulong S1, ulong S2, ulong S3);

/// <summary>The project's own random numbers: the same sequence for a seed on every machine and every .NET.</summary>
/// <remarks>
/// Source: xoshiro256** 1.0 by Blackman and Vigna, its state filled by SplitMix64 (https://prng.di.unimi.it/). Not for secrets.
/// Nothing is cached between calls, so <see cref="State"/> is all there is to keep. Not safe for use by two threads at once.
/// </remarks>
public sealed class Rng
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;
    private const double TwoToMinus53 = 1.0 / (1UL << 53);

    private ulong _s0, _s1, _s2, _s3;

    /// <summary>Starts the sequence of <paramref name="seed"/>: the state is SplitMix64's first four outputs for it.</summary>
    public Rng(ulong seed)
    {
        _s0 = Mix(seed += GoldenGamma);
        _s1 = Mix(seed += GoldenGamma);
        _s2 = Mix(seed += GoldenGamma);
        _s3 = Mix(seed + GoldenGamma);
    }

    private Rng(RngState state) => (_s0, _s1, _s2, _s3) = (state.S0, state.S1, state.S2, state.S3);

    /// <summary>Everything that decides the numbers to come.</summary>
    public RngState State => new(_s0, _s1, _s2, _s3);

    /// <summary>An independent sequence for one purpose under a seed, for example (user rank, layers, steps, fold).</summary>
    /// <param name="seed">The experiment's seed.</param>
    /// <param name="path">What the sequence is for; order and length count: (1, 2), (2, 1), (1, 2, 0) and () all differ.</param>
    /// <remarks>
    /// The key starts as SplitMix64's mix of the seed plus (length + 1) gammas; each step xors one number of the path (as 32 bits)
    /// into it, adds a gamma and mixes again. The mix is a bijection of 64 bits, so paths that differ in one number never collide.
    /// </remarks>
    public static Rng For(ulong seed, params ReadOnlySpan<int> path)
    {
        var key = Mix(seed + GoldenGamma * (ulong)(path.Length + 1));
        foreach (var number in path)
            key = Mix((key ^ (uint)number) + GoldenGamma);
        return new Rng(key);
    }

    /// <summary>Goes on where <see cref="State"/> was read.</summary>
    /// <exception cref="ArgumentException">All four words are 0, a state in which the generator never leaves 0.</exception>
    public static Rng Restore(RngState state)
    {
        if (state == default)
            throw new ArgumentException(
                "The state of the random numbers is all zeros; it needs the four words that were saved.", nameof(state));
        return new Rng(state);
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextUInt64()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A number in [0, 1): the upper 53 bits of the next 64, times 2^-53.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * TwoToMinus53;

    /// <summary>A number in [0, <paramref name="exclusiveMax"/>), each exactly as likely as the others.</summary>
    /// <remarks>Source: Lemire, "Fast random integer generation in an interval", 2019 (multiply, and reject the biased rest).</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exclusiveMax"/> is not positive.</exception>
    public int NextInt(int exclusiveMax)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveMax);
        var range = (ulong)exclusiveMax;
        var high = Math.BigMul(NextUInt64(), range, out var low);
        if (low >= range)
            return (int)high;

        var biased = (0UL - range) % range; // 2^64 mod range
        while (low < biased)
            high = Math.BigMul(NextUInt64(), range, out low);
        return (int)high;
    }

    /// <summary>A draw from the normal distribution with mean 0 and standard deviation 1.</summary>
    /// <remarks>Source: Marsaglia's polar method; its second number is thrown away, so that there is nothing to keep beside the
    /// state.</remarks>
    public double NextGaussian()
    {
        double u, square;
        do
        {
            u = 2 * NextDouble() - 1;
            var v = 2 * NextDouble() - 1;
            square = u * u + v * v;
        }
        while (square is >= 1 or 0);
        return u * Math.Sqrt(-2 * Log(square) / square);
    }

    /// <summary>Puts the items in a random order, every order equally likely (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = NextInt(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    /// <summary>SplitMix64's output function.</summary>
    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>The natural logarithm of a normal number in (0, 1), from IEEE's exact operations alone.</summary>
    /// <remarks><see cref="Math.Log(double)"/> is the platform's and may differ in the last bit from machine to machine.</remarks>
    private static double Log(double x)
    {
        const double Ln2 = 0.693147180559945309417;
        const int LastTerm = 23; // |s| <= 0.172, and 0.172^25 / 25 is below 2^-53 of s

        var exponent = Math.ILogB(x);
        var mantissa = Math.ScaleB(x, -exponent); // [1, 2)
        if (mantissa > 1.4142135623730951)
            (mantissa, exponent) = (mantissa / 2, exponent + 1);
        var s = (mantissa - 1) / (mantissa + 1); // ln m = 2 (s + s^3/3 + s^5/5 + ...)
        var sum = 0.0;
        for (var term = LastTerm; term >= 1; term -= 2)
            sum = sum * s * s + 1.0 / term;
        return exponent * Ln2 + 2 * s * sum;
    }
}
