namespace PlayCount.Learning.Published;

/// <summary>
/// How the validation error of a constant, the training mean, varies with the songs that happen to validate, under a split like the
/// study's: songs shuffled, the last tenth validates.
/// </summary>
/// <remarks>
/// The lengths of the study's songs are not published, so all songs are taken to be equally long: each gives the same number of samples,
/// and the steps matter only through the one song that stands on both sides. The tenth is rounded to whole samples, at least one.
/// A shuffle is used for as many splits as fit beside each other, so that songs validate equally often: one draw for each of few songs.
/// </remarks>
public sealed class ConstantErrors
{
    /// <summary>Shuffles of the songs, unless told otherwise.</summary>
    public const int Shuffles = 20_000;

    private const int StreamName = 0x434F4E53; // "CONS": keeps these draws apart from all others

    private readonly double[] _sorted;

    private ConstantErrors(double[] sorted) => _sorted = sorted;

    /// <summary>The error that half of the splits do not exceed.</summary>
    public double Median => Quantile(0.5);

    /// <summary>All errors, ascending; shape (splits).</summary>
    public IReadOnlyList<double> Sorted => _sorted;

    /// <summary>Draws the splits.</summary>
    /// <param name="scaledPlays">One number a song, shape (songs); at least two.</param>
    /// <param name="samplesOfASong">Samples that each song gives; 1 lets whole songs validate.</param>
    /// <param name="seed">Same seed, same errors.</param>
    /// <param name="shuffles">Shuffles of the songs.</param>
    /// <exception cref="ArgumentException">There are fewer than two songs: none could validate beside one to train on.</exception>
    public static ConstantErrors Draw(ReadOnlySpan<double> scaledPlays, int samplesOfASong, ulong seed, int shuffles = Shuffles)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samplesOfASong, 1);
        var songs = scaledPlays.Length;
        if (songs < 2)
            throw new ArgumentException($"A split needs at least 2 songs; there is {songs}.", nameof(scaledPlays));
        var samples = songs * samplesOfASong;
        var validating = Math.Max(1, (samples + 5) / 10);
        var (whole, part) = (validating / samplesOfASong, (double)(validating % samplesOfASong) / samplesOfASong);
        var rng = Rng.For(seed, StreamName, songs, samplesOfASong);
        var order = scaledPlays.ToArray();
        var total = order.Sum();
        var width = whole + (part > 0 ? 1 : 0);
        var splits = songs / width;
        var errors = new double[shuffles * splits];
        for (var shuffle = 0; shuffle < shuffles; shuffle++)
        {
            rng.Shuffle<double>(order);
            for (var split = 0; split < splits; split++)
                errors[(shuffle * splits) + split] = Error(order.AsSpan(split * width, width), total, songs, whole, part);
        }

        Array.Sort(errors);
        return new ConstantErrors(errors);
    }

    /// <summary>The least error that at least this share of the splits does not exceed.</summary>
    /// <param name="share">In (0, 1].</param>
    public double Quantile(double share) => _sorted[Math.Clamp((int)Math.Ceiling(share * _sorted.Length) - 1, 0, _sorted.Length - 1)];

    /// <summary>The share of splits in which the constant's error is below a value.</summary>
    public double ShareBelow(double value)
    {
        var place = Array.BinarySearch(_sorted, value);
        for (place = place < 0 ? ~place : place; place > 0 && _sorted[place - 1] == value;)
            place--;
        return (double)place / _sorted.Length;
    }

    /// <summary>The first songs validate whole, one more in part; all others train.</summary>
    private static double Error(ReadOnlySpan<double> validating, double total, int songs, int whole, double part)
    {
        var (weights, sum, straddling) = (whole + part, 0.0, validating[^1]);
        for (var i = 0; i < whole; i++)
            sum += validating[i];
        var mean = (total - sum - (part * straddling)) / (songs - weights);
        var squares = part * (straddling - mean) * (straddling - mean);
        for (var i = 0; i < whole; i++)
            squares += (validating[i] - mean) * (validating[i] - mean);
        return squares / weights;
    }
}
