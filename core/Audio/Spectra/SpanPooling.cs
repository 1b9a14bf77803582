namespace PlayCount.Audio.Spectra;

/// <summary>Mean and population standard deviation of each feature in 4 spans of a clip.</summary>
/// <remarks>
/// Span s holds the frames from floor(s F / 4) up to floor((s + 1) F / 4), excluded: of 216 frames 54 each, of 218 frames 54, 55,
/// 54, 55. Order of the values: span; in it the means of all features, then their deviations: value (2 s + statistic) * features + feature.
/// </remarks>
internal static class SpanPooling
{
    /// <summary>Spans of a clip.</summary>
    public const int Spans = 4;

    /// <summary>Values that each feature gives.</summary>
    public const int ValuesPerFeature = Spans * 2;

    /// <summary>Pools a clip.</summary>
    /// <param name="values">Shape (frames, <paramref name="features"/>), at least 4 frames.</param>
    /// <param name="features">Features of a frame.</param>
    /// <param name="pooled">Shape (4, 2, <paramref name="features"/>), overwritten.</param>
    public static void Pool(ReadOnlySpan<double> values, int features, Span<float> pooled)
    {
        var frames = values.Length / features;
        for (var span = 0; span < Spans; span++)
        {
            var first = (int)((long)span * frames / Spans);
            var end = (int)((span + 1L) * frames / Spans);
            PoolSpan(values[(first * features)..(end * features)], pooled.Slice(span * 2 * features, 2 * features));
        }
    }

    private static void PoolSpan(ReadOnlySpan<double> values, Span<float> pooled)
    {
        var features = pooled.Length / 2;
        var frames = values.Length / features;
        for (var feature = 0; feature < features; feature++)
        {
            var sum = 0.0;
            for (var i = feature; i < values.Length; i += features)
                sum += values[i];
            var mean = sum / frames;

            var squares = 0.0;
            for (var i = feature; i < values.Length; i += features)
                squares += (values[i] - mean) * (values[i] - mean);

            pooled[feature] = (float)mean;
            pooled[features + feature] = (float)Math.Sqrt(squares / frames);
        }
    }
}
