using PlayCount.Audio.Spectra;

namespace PlayCount.Audio;

/// <summary>How a song's spectrum moves, from its log-mel vectors: what stays when the same sound is stored in another format.</summary>
/// <remarks>
/// One row a span of a quarter clip: 32 bands in dB, less their mean in the span (loudness) and over the spans at its place in a clip
/// (equalizer, band width of the format, and what the clip's ends do to its first and last frames), made a vector of length 1 so that a
/// pause weighs no more than any other span. The last clip, which silence may fill up, is left out.
/// </remarks>
public sealed class SoundPrint
{
    /// <summary>Spans that move in both of two songs, at least: fewer than 15 s of the paper's clips tell little.</summary>
    public const int FewestSpans = 12;

    /// <summary>Spans that one song may begin later than the other: 5 s of the paper's clips.</summary>
    public const int MostLag = 4;

    private const int MostBands = 32;

    /// <summary>A span whose bands move less, in dB, stands still.</summary>
    private const double Still = 0.1;

    /// <summary>Songs less alike at whole spans are not one sound between spans either, which adds at most about 0.15.</summary>
    private const double Unlike = 0.5;

    /// <summary>Less than this share of a span's movement is what its storing adds, not the sound's.</summary>
    private const double FaintShare = 0.1;

    private readonly NpyMatrix _vectors;
    private readonly float[][] _rows;    // (spans, bands)
    private readonly float[][] _between; // (spans - 1, bands): half a span later

    private SoundPrint(NpyMatrix vectors, float[][] rows, float[][] between)
    {
        _vectors = vectors;
        _rows = rows;
        _between = between;
    }

    /// <summary>The spans' movements; shape (spans, bands), each of length 1, or empty where the span stands still.</summary>
    internal IReadOnlyList<float[]> Spans => _rows;

    /// <summary>Takes the print of a song.</summary>
    /// <param name="logMel">Shape (clips, values): as <c>log-mel</c> gives them, or one row of bands a clip.</param>
    public static SoundPrint Of(NpyMatrix logMel)
    {
        var spans = logMel.Columns % SpanPooling.ValuesPerFeature == 0 ? SpanPooling.Spans : 1;
        var bands = spans == 1 ? logMel.Columns : logMel.Columns / SpanPooling.ValuesPerFeature;
        var pooled = Math.Max(bands / MostBands, 1);
        double[][] decibels = [.. Enumerable.Range(0, Math.Max(logMel.Rows - 1, 0) * spans).Select(row =>
        {
            var means = logMel.Values.AsSpan(row * (logMel.Columns / spans), bands); // a span's means come before its deviations
            var span = new double[bands / pooled];
            for (var band = 0; band < span.Length * pooled; band++)
                span[band / pooled] += means[band] / pooled;
            return span;
        })];
        double[][] between = [.. decibels.Zip(decibels.Skip(1), (one, next) => one.Zip(next, (a, b) => (a + b) / 2).ToArray())];
        return new SoundPrint(logMel, Movement(decibels, spans), Movement(between, spans));
    }

    /// <summary>The same without what moves along a direction, which tells nothing where all songs move along it.</summary>
    /// <param name="direction">Of length 1; shape (bands).</param>
    internal SoundPrint Without(double[] direction) => new(
        _vectors, Array.ConvertAll(_rows, row => Without(row, direction)), Array.ConvertAll(_between, row => Without(row, direction)));

    private static float[] Without(float[] row, double[] direction)
    {
        if (row.Length == 0)
            return row;
        var along = row.Zip(direction, (value, part) => value * part).Sum();
        var rest = row.Zip(direction, (value, part) => value - (along * part)).ToArray();
        var length = Math.Sqrt(rest.Sum(value => value * value));
        return length < FaintShare ? [] : Array.ConvertAll(rest, value => (float)(value / length));
    }

    /// <summary>Whether every number of the two songs is the same.</summary>
    public bool IsSameAs(SoundPrint other) =>
        _vectors.Rows == other._vectors.Rows && _vectors.Values.AsSpan().SequenceEqual(other._vectors.Values);

    /// <summary>How alike the two songs move where they fit best: the mean cosine of their spans, at most 1; 0 where too few spans
    /// move in both.</summary>
    public double LikenessTo(SoundPrint other)
    {
        var likeness = Likeness(_rows, other._rows);
        return likeness < Unlike
            ? likeness
            : Math.Max(likeness, Math.Max(Likeness(_between, other._rows), Likeness(_rows, other._between)));
    }

    private static double Likeness(float[][] rows, float[][] others)
    {
        var best = 0.0;
        for (var lag = -MostLag; lag <= MostLag; lag++)
            best = Math.Max(best, Likeness(rows, others, lag));
        return best;
    }

    /// <summary>Over the spans that both have when the other song begins so many spans later.</summary>
    private static double Likeness(float[][] rows, float[][] others, int lag)
    {
        var (products, own, its) = (0.0, 0, 0);
        for (var row = Math.Max(lag, 0); row < Math.Min(rows.Length, others.Length + lag); row++)
        {
            var (one, other) = (rows[row], others[row - lag]);
            own += one.Length > 0 ? 1 : 0;
            its += other.Length > 0 ? 1 : 0;
            for (var band = 0; band < Math.Min(one.Length, other.Length); band++)
                products += one[band] * (double)other[band];
        }

        return Math.Min(own, its) < FewestSpans ? 0 : products / Math.Sqrt((double)own * its);
    }

    /// <summary>Rows of length 1; none of a span that stands still.</summary>
    private static float[][] Movement(double[][] decibels, int spans)
    {
        var shapes = Array.ConvertAll(decibels, row => Less(row, row.Average()));
        double[][] means = [.. Enumerable.Range(0, Math.Min(spans, shapes.Length)).Select(place => Mean(
            [.. shapes.Where((_, row) => row % spans == place)]))];
        return [.. shapes.Select((row, span) =>
        {
            var moved = row.Zip(means[span % spans], (value, mean) => value - mean).ToArray();
            var length = Math.Sqrt(moved.Sum(value => value * value));
            return length < Still * Math.Sqrt(moved.Length) ? [] : Array.ConvertAll(moved, value => (float)(value / length));
        })];
    }

    private static double[] Mean(double[][] rows) =>
        [.. Enumerable.Range(0, rows[0].Length).Select(band => rows.Average(row => row[band]))];

    private static double[] Less(double[] row, double mean) => Array.ConvertAll(row, value => value - mean);
}
