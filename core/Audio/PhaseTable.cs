namespace PlayCount.Audio;

/// <summary>
/// The coefficients of a polyphase resampling filter: a Kaiser-windowed sinc, one row of taps for each place an output sample can
/// have between two input samples.
/// </summary>
/// <remarks>
/// Source: J. F. Kaiser's window design (A. V. Oppenheim, R. W. Schafer, Discrete-Time Signal Processing, section 7.5). Two rates
/// whose ratio needs many rows share a table of bounded size, read with linear interpolation between neighbouring rows.
/// </remarks>
internal sealed class PhaseTable
{
    /// <summary>Taps are a multiple of this, the number of partial sums of a dot product.</summary>
    public const int Lanes = 16;

    // The promise is -100 dB; Kaiser's formula for the length is good to about 1 dB, and sums of aliases need a little.
    private const double StopBandDecibels = 110;
    private const double PassBandEdge = 0.45; // of the lower rate
    private const double StopBandEdge = 0.5;
    private const double Cutoff = (PassBandEdge + StopBandEdge) / 2;
    private const double KaiserBeta = 0.1102 * (StopBandDecibels - 8.7);
    private const double Width = (StopBandDecibels - 7.95) / (2.285 * 2 * Math.PI * (StopBandEdge - PassBandEdge)); // in 1/lower rate

    // 8 MiB of doubles. Every pair of rates that music comes in needs less.
    private const int MaxExactCoefficients = 1 << 20;

    // Linear interpolation errs by at most (pi/4096)^2/24, or -152 dB, below the rounding of the 32-bit result.
    private const int RowsPerLowerPeriod = 4096;

    private readonly double[] _coefficients;
    private readonly int _rows; // rows in one input period; the table holds one more when it is interpolated
    private readonly int _phases;

    /// <summary>Computes the rows.</summary>
    /// <param name="fromHz">Input rate, Hz.</param>
    /// <param name="toHz">Output rate, Hz.</param>
    /// <param name="phases">Number of places an output can have: toHz over the rates' greatest common divisor.</param>
    public PhaseTable(int fromHz, int toHz, int phases)
    {
        var decimation = Math.Max(1.0, (double)fromHz / toHz);
        Half = (int)Math.Ceiling(Width / 2 * decimation / (Lanes / 2)) * (Lanes / 2);
        Interpolated = (long)phases * Taps > MaxExactCoefficients;
        _phases = phases;
        _rows = Interpolated ? (int)Math.Ceiling(RowsPerLowerPeriod / decimation) : phases;
        _coefficients = new double[(Interpolated ? _rows + 1 : _rows) * Taps];
        for (var row = 0; row * Taps < _coefficients.Length; row++)
            FillRow((double)row / _rows, Cutoff / decimation, _coefficients.AsSpan(row * Taps, Taps));
    }

    /// <summary>Taps on either side of the output's place.</summary>
    public int Half { get; }

    /// <summary>Taps of a row: input samples that make one output sample.</summary>
    public int Taps => 2 * Half;

    /// <summary>Whether a phase lies between two rows.</summary>
    public bool Interpolated { get; }

    /// <summary>The row of a phase, or the one just below it.</summary>
    /// <param name="phase">0 up to the number of phases, excluded.</param>
    /// <param name="fraction">Distance from the row to the phase, in rows, [0, 1).</param>
    public int Row(int phase, out double fraction)
    {
        var (row, rest) = Math.DivRem((long)phase * _rows, _phases);
        fraction = (double)rest / _phases;
        return (int)row;
    }

    /// <summary>One row, shape (<see cref="Taps"/>), for the input samples in order of time.</summary>
    public ReadOnlySpan<double> Coefficients(int row) => _coefficients.AsSpan(row * Taps, Taps);

    private void FillRow(double place, double cutoff, Span<double> row)
    {
        var sum = 0.0;
        for (var tap = 0; tap < row.Length; tap++)
        {
            var time = tap - Half + 1 - place; // in input samples from the output's place
            row[tap] = Sinc(2 * cutoff * time) * Kaiser(time / Half);
            sum += row[tap];
        }

        for (var tap = 0; tap < row.Length; tap++)
            row[tap] /= sum; // a constant stays that constant at every phase
    }

    private static double Sinc(double x) => x == 0 ? 1 : PortableMath.SinPi(x) / (Math.PI * x);

    private static double Kaiser(double x) => BesselI0(KaiserBeta * Math.Sqrt(Math.Max(0, 1 - x * x)));

    private static double BesselI0(double x)
    {
        var quarter = x * x / 4;
        var (sum, term) = (1.0, 1.0);
        for (var k = 1; term > sum * 1e-17; k++)
        {
            term *= quarter / ((double)k * k);
            sum += term;
        }

        return sum;
    }
}
