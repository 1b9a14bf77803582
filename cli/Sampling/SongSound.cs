namespace PlayCount.Cli.Sampling;

/// <summary>What a song sounds like: three factors that hold for the whole song and one that moves over its clips.</summary>
/// <param name="Loudness">Deviations from the usual loudness, 0 on average, 1 wide.</param>
/// <param name="Body">Deviations from the usual strength of the middle register.</param>
/// <param name="Pulse">Deviations from the usual depth of the pulse.</param>
/// <param name="Movement">
/// How much brighter the song ends than it starts, in [-1, 1]. A song with the opposite movement has the same clips the other way round.
/// </param>
internal sealed record SongSound(double Loudness, double Body, double Pulse, double Movement)
{
    /// <summary>Clips of 5 s in every song.</summary>
    public const int Clips = 6;

    private const double LeastMovement = 0.4;

    /// <summary>Brightness of a clip, in [-1, 1]; its mean over the song is 0.</summary>
    public double Brightness(int clip) => Movement * (2 * clip - (Clips - 1)) / (Clips - 1);

    /// <summary>The songs of a sample: each factor uniform; as many rising as falling, by amounts spread evenly.</summary>
    public static SongSound[] Draw(int songs, long seed)
    {
        var movements = new double[songs];
        for (var song = 0; song < songs; song++)
        {
            var amount = LeastMovement + (1 - LeastMovement) * (song / 2 + 0.5) / ((songs + 1) / 2);
            movements[song] = song % 2 == 0 ? amount : -amount;
        }

        new SampleRandom(seed, SampleStream.Movement).Shuffle<double>(movements);
        var factors = Enumerable.Range(0, 3).Select(factor => Factor(new SampleRandom(seed, SampleStream.Factors, factor), movements))
            .ToArray();
        return [.. movements.Select((movement, song) => new SongSound(factors[0][song], factors[1][song], factors[2][song], movement))];
    }

    /// <summary>One factor of all songs, without the little that it shares with their movement by chance.</summary>
    private static double[] Factor(SampleRandom random, double[] movements)
    {
        double[] values = [.. movements.Select(_ => Math.Sqrt(3) * (2 * random.NextUnit() - 1))];
        var (mean, meanMovement) = (values.Average(), movements.Average());
        var shared = values.Zip(movements, (value, movement) => (value - mean) * (movement - meanMovement)).Sum()
            / movements.Sum(movement => (movement - meanMovement) * (movement - meanMovement));
        return [.. values.Zip(movements, (value, movement) => value - mean - shared * (movement - meanMovement))];
    }
}
