namespace PlayCount.Experiments.Reporting;

/// <summary>One axis of a drawing: where a value stands, and which values carry a label.</summary>
internal sealed class Axis
{
    private const double LogFromRatio = 20;
    private const int LinearTicks = 5;
    private const int PlayTicks = 8;
    private const double MarginShare = 0.04;
    private const int PlayDecades = 10; // up to the most plays a record can have

    private readonly Func<double, double> _scale;
    private readonly double _low;
    private readonly double _high;
    private readonly double _start;
    private readonly double _end;

    private Axis(Func<double, double> scale, double low, double high, double start, double end, IEnumerable<double> ticks)
    {
        (_scale, _low, _high, _start, _end) = (scale, scale(low), scale(high), start, end);
        Ticks = [.. ticks.Where(tick => tick >= low && tick <= high)];
    }

    /// <summary>The values that carry a label, ascending.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>Whether equal distances are equal ratios.</summary>
    public bool IsLog { get; private init; }

    /// <summary>From 0 or the lowest value up in equal steps, or in powers when the values (all above 0) span a ratio of 20.</summary>
    public static Axis OfErrors(IEnumerable<double> values, double start, double end)
    {
        var positive = values.Where(value => double.IsFinite(value) && value > 0).DefaultIfEmpty(1).ToList();
        var (low, high) = (positive.Min(), positive.Max());
        if (high / low < LogFromRatio)
            return Linear(0, high, start, end);

        var (bottom, top) = (Math.Floor(Math.Log10(low)), Math.Ceiling(Math.Log10(high)));
        double[] inDecade = top - bottom > 3 ? [1] : [1, 2, 5];
        var ticks = Enumerable.Range((int)bottom, (int)(top - bottom) + 1)
            .SelectMany(power => inDecade.Select(digit => digit * Math.Pow(10, power)));
        return new Axis(Math.Log10, low * 0.9, high * 1.1, start, end, ticks) { IsLog = true };
    }

    /// <summary>Whole numbers from 0 to the last one.</summary>
    public static Axis OfEpochs(int last, double start, double end) => Linear(0, last, start, end, leastStep: 1);

    /// <summary>Time from 0 to the last moment, s.</summary>
    public static Axis OfSeconds(double last, double start, double end) => Linear(0, last, start, end);

    /// <summary>Equal steps of 1, 2 or 5 times a power of ten; reaches at least from low to high.</summary>
    private static Axis Linear(double low, double high, double start, double end, double leastStep = double.Epsilon * 1e16)
    {
        var step = NiceStep(Math.Max((high - low) / LinearTicks, leastStep));
        var (first, last) = (Math.Floor(low / step), Math.Ceiling(high / step));
        return new Axis(value => value, first * step, last * step, start, end, Steps(first, last, step));
    }

    /// <summary>
    /// Play counts from low to high and a little beyond, in equal steps; where they are <paramref name="bent"/>, in equal steps near 0 and
    /// in equal ratios far from it, and estimates below 0 keep their place.
    /// </summary>
    public static Axis OfPlays(double low, double high, bool bent, double start, double end)
    {
        if (high - low < 1)
            (low, high) = (low - 1, high + 1);
        Func<double, double> scale = bent ? Bend : value => value;
        Func<double, double> unscale = bent ? Unbend : value => value;
        var margin = (scale(high) - scale(low)) * MarginShare;
        var step = NiceStep((high - low) / PlayTicks);
        var ticks = bent ? BentTicks() : Steps(Math.Floor(low / step), Math.Ceiling(high / step), step);
        return new Axis(scale, unscale(scale(low) - margin), unscale(scale(high) + margin), start, end, ticks);
    }

    /// <summary>Whether play counts span so much that equal steps would crowd most of them together.</summary>
    public static bool Bends(double low, double high)
    {
        var nearest = low <= 0 && high >= 0 ? 0 : Math.Min(Math.Abs(low), Math.Abs(high));
        return Math.Max(Math.Abs(low), Math.Abs(high)) >= LogFromRatio * Math.Max(nearest, 1);
    }

    /// <summary>Where a value stands, in the drawing's units; beyond the ends it stands on the end.</summary>
    public double At(double value)
    {
        var share = _high > _low ? (_scale(value) - _low) / (_high - _low) : 0.5;
        return _start + (Math.Clamp(share, 0, 1) * (_end - _start));
    }

    private static IEnumerable<double> Steps(double first, double last, double step) =>
        Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i) * step);

    private static IEnumerable<double> BentTicks()
    {
        var decades = Enumerable.Range(0, PlayDecades).Select(power => Math.Pow(10, power));
        double[] positive = [.. decades.SelectMany(decade => (double[])[decade, 3 * decade])];
        return positive.Reverse().Select(tick => -tick).Append(0).Concat(positive);
    }

    private static double Bend(double plays) => Math.Sign(plays) * Math.Log10(1 + Math.Abs(plays));

    private static double Unbend(double bent) => Math.Sign(bent) * (Math.Pow(10, Math.Abs(bent)) - 1);

    private static double NiceStep(double atLeast)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(atLeast)));
        return power * (atLeast / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
    }
}
