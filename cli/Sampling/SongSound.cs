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
        return [.. movements.Select((movement, song) => Draw(new SampleRandom(seed, SampleStream.Factors, song), movement))];
    }

    private static SongSound Draw(SampleRandom random, double movement) => new(Factor(random), Factor(random), Factor(random), movement);

    private static double Factor(SampleRandom random) => Math.Sqrt(3) * (2 * random.NextUnit() - 1);
}
