namespace PlayCount.Cli.Sampling;

/// <summary>Random numbers of one named stream of a seed, so that no part of a sample depends on how much another part drew.</summary>
/// <remarks>Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014): SplitMix64.</remarks>
internal sealed class SampleRandom
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private const int BitsOfDouble = 53;

    private ulong _state;

    /// <param name="seed">The sample's seed.</param>
    /// <param name="stream">What the numbers are for.</param>
    /// <param name="index">Which one of these (song, user).</param>
    public SampleRandom(long seed, SampleStream stream, long index = 0)
    {
        _state = Mix((ulong)seed + Golden);
        _state = Mix(_state ^ ((ulong)stream * Golden));
        _state = Mix(_state ^ ((ulong)(index + 1) * Golden));
    }

    public ulong NextBits() => Mix(_state += Golden);

    /// <summary>Uniform in [0, 1).</summary>
    public double NextUnit() => (NextBits() >> (64 - BitsOfDouble)) * (1.0 / (1L << BitsOfDouble));

    /// <summary>Uniform in 0 .. <paramref name="below"/> - 1.</summary>
    public int NextInt(int below) => (int)(NextUnit() * below);

    /// <summary>Gaussian, mean 0, deviation 1 (Box and Muller).</summary>
    public double NextGaussian() => Math.Sqrt(-2 * Math.Log(1 - NextUnit())) * Math.Cos(2 * Math.PI * NextUnit());

    /// <summary>Puts the values in random order (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> values)
    {
        for (var last = values.Length - 1; last > 0; last--)
        {
            var other = NextInt(last + 1);
            (values[last], values[other]) = (values[other], values[last]);
        }
    }

    private static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}

/// <summary>What random numbers are drawn for.</summary>
internal enum SampleStream
{
    UserIds,
    SongIds,
    TrackIds,
    Names,
    Factors,
    Movement,
    ClipOrder,
    Dither,
    Weights,
    Noise,
    Background,
    Rows,
    Popularity,
}
