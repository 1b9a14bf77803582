namespace PlayCount.Core.Tests;

/// <summary>Pure tones: made, and found again in a signal by least squares.</summary>
internal static class Tone
{
    /// <summary>amplitude * sin(2 pi f n / rate + 0.3).</summary>
    public static float[] Make(double frequencyHz, int rateHz, int samples, double amplitude = 0.5)
    {
        var tone = new float[samples];
        for (var n = 0; n < samples; n++)
            tone[n] = (float)(amplitude * Math.Sin(2 * Math.PI * (frequencyHz / rateHz * n % 1) + 0.3));
        return tone;
    }

    /// <summary>The tone's amplitude, and the RMS of what is left without it.</summary>
    public static (double Amplitude, double RestRms) Fit(ReadOnlySpan<float> signal, double frequencyHz, int rateHz)
    {
        double ss = 0, sc = 0, cc = 0, ys = 0, yc = 0;
        for (var n = 0; n < signal.Length; n++)
        {
            var (sin, cos) = SinCos(frequencyHz, rateHz, n);
            ss += sin * sin;
            sc += sin * cos;
            cc += cos * cos;
            ys += signal[n] * sin;
            yc += signal[n] * cos;
        }

        var determinant = ss * cc - sc * sc;
        var (a, b) = ((ys * cc - yc * sc) / determinant, (yc * ss - ys * sc) / determinant);
        var rest = 0.0;
        for (var n = 0; n < signal.Length; n++)
        {
            var (sin, cos) = SinCos(frequencyHz, rateHz, n);
            rest += Math.Pow(signal[n] - a * sin - b * cos, 2);
        }

        return (Math.Sqrt(a * a + b * b), Math.Sqrt(rest / signal.Length));
    }

    public static double Rms(ReadOnlySpan<float> signal)
    {
        var sum = 0.0;
        foreach (var value in signal)
            sum += (double)value * value;
        return Math.Sqrt(sum / signal.Length);
    }

    public static double Decibels(double ratio) => 20 * Math.Log10(ratio);

    private static (double Sin, double Cos) SinCos(double frequencyHz, int rateHz, int n) =>
        Math.SinCos(2 * Math.PI * (frequencyHz / rateHz * n % 1));
}
