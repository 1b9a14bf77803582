namespace PlayCount.Audio;

/// <summary>
/// Elementary functions from additions, products and quotients alone, to about 1e-15 relative: the C library's give other last
/// bits on another system, and the same audio shall give the same features everywhere.
/// </summary>
internal static class PortableMath
{
    private const double Ln2 = 0.693147180559945309417232121458;
    private const double Ln10 = 2.30258509299404568401799145468;
    private const double Sqrt2 = 1.41421356237309504880168872421;
    private const int MantissaBits = 52;
    private const int ExponentBias = 1023;

    // The first term left out is below 1e-17 of the sum: (pi/2)^25/25!, (ln2/2)^15/15!, (3-sqrt8)^22/23.
    private const int SineTerms = 12;
    private const int ExponentialTerms = 14;
    private const int LogarithmTerms = 11;

    /// <summary>sin(pi x).</summary>
    public static double SinPi(double x)
    {
        var turn = x - 2 * Math.Round(x / 2); // [-1, 1], exact
        if (turn > 0.5)
            turn = 1 - turn;
        else if (turn < -0.5)
            turn = -1 - turn;

        var angle = Math.PI * turn;
        var square = angle * angle;
        var sum = 1.0;
        for (var k = SineTerms - 1; k > 0; k--)
            sum = 1 - square / (2 * k * (2 * k + 1)) * sum;
        return angle * sum;
    }

    /// <summary>cos(pi x).</summary>
    public static double CosPi(double x) => SinPi(x + 0.5);

    /// <summary>e to the power of <paramref name="x"/>, for |x| up to 700.</summary>
    public static double Exp(double x)
    {
        var doublings = (int)Math.Round(x / Ln2);
        var rest = x - doublings * Ln2;
        var sum = 1.0;
        for (var k = ExponentialTerms; k > 0; k--)
            sum = 1 + rest / k * sum;
        return Math.ScaleB(sum, doublings);
    }

    /// <summary>Natural logarithm of a positive normal number.</summary>
    public static double Log(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)(bits >> MantissaBits) - ExponentBias;
        var mantissa = BitConverter.Int64BitsToDouble(bits - ((long)exponent << MantissaBits)); // [1, 2)
        if (mantissa > Sqrt2)
        {
            mantissa /= 2;
            exponent++;
        }

        var s = (mantissa - 1) / (mantissa + 1); // log m = 2 artanh s
        var square = s * s;
        var sum = 0.0;
        for (var k = LogarithmTerms - 1; k >= 0; k--)
            sum = sum * square + 1.0 / (2 * k + 1);
        return exponent * Ln2 + 2 * s * sum;
    }

    /// <summary>Decimal logarithm of a positive normal number.</summary>
    public static double Log10(double x) => Log(x) / Ln10;
}
