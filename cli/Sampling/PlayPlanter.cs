namespace PlayCount.Cli.Sampling;

/// <summary>
/// Plants plays on songs: a listener's own mix of the songs' factors, noise that no estimate can know, rounded to whole plays.
/// </summary>
/// <param name="timbre">Factors that clip averages tell, shape (factors, songs), any unit.</param>
/// <param name="order">The factor that only the order of the clips tells, shape (songs), or null for none.</param>
/// <param name="orderShare">Share of the signal's variance that comes from <paramref name="order"/>, 0 to 1.</param>
internal sealed class PlayPlanter(double[][] timbre, double[]? order, double orderShare)
{
    /// <summary>Deviation of the noise where the signal's is 1: the best estimate explains 1 / (1 + 1/9) = 0.9 of the variance.</summary>
    public const double NoiseSd = 1.0 / 3;

    /// <summary>More plays than these are left out of the paper's selection.</summary>
    public const int MostPlays = 200;

    // The most active listener plays a song 90 times on average, the last 45 times: clamping to 1..200 is 4 deviations away.
    private const double MostMeanPlays = 90;
    private const double LeastMeanPlays = 45;
    private const double DeviationPerMean = 0.25;

    private readonly double[][] _timbre = [.. timbre.Select(Standardize)];
    private readonly double[]? _order = order is null ? null : Standardize(order);

    /// <summary>The listeners, the most active first.</summary>
    public IReadOnlyList<PlantedUser> Plant(int users, long seed, SampleIds ids) => [.. Enumerable.Range(0, users)
        .Select(user => PlantUser(user, users, seed, ids.User()))
        .OrderByDescending(user => user.Plays.Sum()).ThenBy(user => user.UserId, StringComparer.Ordinal)];

    private PlantedUser PlantUser(int user, int users, long seed, string userId)
    {
        var weights = new SampleRandom(seed, SampleStream.Weights, user);
        var timbreWeights = UnitLength([.. _timbre.Select(_ => weights.NextGaussian())]);
        var orderWeight = weights.NextInt(2) == 0 ? 1 : -1;
        var mix = Standardize(Mix(timbreWeights));
        var mean = MostMeanPlays - (MostMeanPlays - LeastMeanPlays) * user / Math.Max(1, users - 1);
        var deviation = mean * DeviationPerMean;
        var noise = new SampleRandom(seed, SampleStream.Noise, user);

        var expected = new double[mix.Length];
        var plays = new int[mix.Length];
        for (var song = 0; song < mix.Length; song++)
        {
            var signal = Math.Sqrt(1 - orderShare) * mix[song] + Math.Sqrt(orderShare) * orderWeight * (_order?[song] ?? 0);
            expected[song] = Math.Clamp(mean + deviation * signal, 1, MostPlays);
            plays[song] = (int)Math.Clamp(Math.Round(mean + deviation * (signal + NoiseSd * noise.NextGaussian())), 1, MostPlays);
        }

        return new PlantedUser(userId, plays, expected, timbreWeights, _order is null ? 0 : orderWeight);
    }

    private double[] Mix(double[] weights)
    {
        var mix = new double[_timbre[0].Length];
        for (var song = 0; song < mix.Length; song++)
            mix[song] = weights.Select((weight, factor) => weight * _timbre[factor][song]).Sum();
        return mix;
    }

    private static double[] UnitLength(double[] values)
    {
        var length = Math.Sqrt(values.Sum(value => value * value));
        return [.. values.Select(value => value / length)];
    }

    private static double[] Standardize(double[] values)
    {
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        if (!(deviation > 0))
            throw new InvalidDataException(
                $"Nothing can be planted on {values.Length} songs that all sound alike: a measure is {mean} for each of them.");
        return [.. values.Select(value => (value - mean) / deviation)];
    }
}

/// <summary>A listener whose plays were planted.</summary>
/// <param name="UserId">The invented listener.</param>
/// <param name="Plays">Plays of each song, 1 to 200.</param>
/// <param name="Expected">What a perfect estimate gives for each song.</param>
/// <param name="TimbreWeights">Weight of each timbre factor; their squares add up to 1.</param>
/// <param name="OrderWeight">1 when rising songs are played more, -1 when falling ones are, 0 without an order factor.</param>
internal sealed record PlantedUser(string UserId, int[] Plays, double[] Expected, double[] TimbreWeights, int OrderWeight)
{
    /// <summary>Share of the variance of the whole plays that the perfect estimate explains.</summary>
    public double ReachableR2
    {
        get
        {
            var mean = Plays.Average();
            var total = Plays.Sum(plays => (plays - mean) * (plays - mean));
            var unexplained = Plays.Zip(Expected, (plays, expected) => (plays - expected) * (plays - expected)).Sum();
            return 1 - unexplained / total;
        }
    }
}
