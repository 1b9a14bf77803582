namespace PlayCount.Songs;

/// <summary>A share that was counted, with its 95 % interval by Wilson's score.</summary>
/// <param name="Share">The share, 0 to 1; null where nothing was counted.</param>
/// <param name="Low">The interval's lower end; null where nothing was counted.</param>
/// <param name="High">Its upper end; null where nothing was counted.</param>
/// <remarks>Source: E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", 1927.</remarks>
public readonly record struct ShareInterval(double? Share, double? Low, double? High)
{
    private const double Z = 1.959963984540054; // 97.5 % of the normal distribution lie below it

    /// <summary>The share of <paramref name="count"/> in <paramref name="of"/> independent cases.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 0 or above the cases.</exception>
    public static ShareInterval Of(int count, int of)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, of);
        if (of == 0)
            return default;
        var share = (double)count / of;
        var middle = (share + Z * Z / (2 * of)) / (1 + Z * Z / of);
        var half = Z / (1 + Z * Z / of) * Math.Sqrt(share * (1 - share) / of + Z * Z / (4.0 * of * of));
        return new ShareInterval(share, count == 0 ? 0 : middle - half, count == of ? 1 : middle + half);
    }
}
