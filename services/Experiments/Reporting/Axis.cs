namespace PlayCount.Experiments.Reporting;

/// <summary>One axis of a drawing: where a value stands, and which values carry a label.</summary>
internal sealed class Axis
{
    private const double LogFromRatio = 20;
    private const int LinearTicks = 5;

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

    /// <summary>Equal steps of 1, 2 or 5 times a power of ten; reaches at least from low to high.</summary>
    public static Axis Linear(double low, double high, double start, double end)
    {
        var step = NiceStep(Math.Max(high - low, double.Epsilon * 1e16) / LinearTicks);
        var (first, last) = (Math.Floor(low / step), Math.Ceiling(high / step));
        var ticks = Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i) * step);
        return new Axis(value => value, first * step, last * step, start, end, ticks);
    }

    /// <summary>Play counts: near 0 in equal steps, far from it in equal ratios, and estimates below 0 keep their place.</summary>
    public static Axis OfPlays(double low, double high, double start, double end)
    {
        double[] positive = [1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000, 100_000, 1_000_000];
        var ticks = positive.Reverse().Select(tick => -tick).Append(0).Concat(positive);
        return new Axis(value => Math.Sign(value) * Math.Log10(1 + Math.Abs(value)), low, high, start, end, ticks);
    }

    /// <summary>Where a value stands, in the drawing's units; beyond the ends it stands on the end.</summary>
    public double At(double value)
    {
        var share = _high > _low ? (_scale(value) - _low) / (_high - _low) : 0.5;
        return _start + (Math.Clamp(share, 0, 1) * (_end - _start));
    }

    private static double NiceStep(double atLeast)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(atLeast)));
        return power * (atLeast / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
    }
}
