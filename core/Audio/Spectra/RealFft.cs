using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PlayCount.Audio.Spectra;

/// <summary>Power spectrum of a real signal whose length is a power of two.</summary>
/// <remarks>
/// The even samples as real and the odd ones as imaginary part go through a complex transform of half the length (Stockham's
/// self-sorting radix-2 form), whose result is taken apart. Every value has one fixed expression, whatever the vector width.
/// </remarks>
internal sealed class RealFft
{
    private readonly int _half;
    private readonly double[] _cos; // cos(2 pi k / length), k = 0..length/2 - 1
    private readonly double[] _sin;
    private double[] _re;
    private double[] _im;
    private double[] _otherRe;
    private double[] _otherIm;

    /// <summary>Computes the twiddle factors.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is no power of two of at least 4.</exception>
    public RealFft(int length)
    {
        if (length < 4 || !BitOperations.IsPow2(length))
        {
            throw new ArgumentOutOfRangeException(
                nameof(length), $"A transform of {length} samples is not supported: a power of two of at least 4 is.");
        }

        _half = length / 2;
        (_cos, _sin) = (new double[_half], new double[_half]);
        for (var k = 0; k < _half; k++)
            (_cos[k], _sin[k]) = (PortableMath.CosPi((double)k / _half), PortableMath.SinPi((double)k / _half));
        (_re, _im, _otherRe, _otherIm) = (new double[_half], new double[_half], new double[_half], new double[_half]);
    }

    /// <summary>Squared magnitudes of the transform.</summary>
    /// <param name="signal">Shape (length).</param>
    /// <param name="power">Shape (length / 2 + 1), overwritten.</param>
    public void PowerSpectrum(ReadOnlySpan<double> signal, Span<double> power)
    {
        for (var j = 0; j < _half; j++)
            (_re[j], _im[j]) = (signal[2 * j], signal[2 * j + 1]);

        for (var stride = 1; stride < _half; stride *= 2)
        {
            if (stride < Vector256<double>.Count)
                Pass(stride);
            else
                VectorPass(stride);
            (_re, _im, _otherRe, _otherIm) = (_otherRe, _otherIm, _re, _im);
        }

        TakeApart(power);
    }

    private void Pass(int stride)
    {
        for (var low = 0; low < _half / 2; low += stride)
        {
            var (cos, sin) = (_cos[2 * low], _sin[2 * low]);
            for (var q = low; q < low + stride; q++)
            {
                var (re, im) = (_re[q] - _re[q + _half / 2], _im[q] - _im[q + _half / 2]);
                _otherRe[low + q] = _re[q] + _re[q + _half / 2];
                _otherIm[low + q] = _im[q] + _im[q + _half / 2];
                _otherRe[low + q + stride] = re * cos + im * sin;
                _otherIm[low + q + stride] = im * cos - re * sin;
            }
        }
    }

    private void VectorPass(int stride)
    {
        var re = Vectors(_re);
        var im = Vectors(_im);
        var otherRe = Vectors(_otherRe);
        var otherIm = Vectors(_otherIm);
        var (half, step) = (re.Length / 2, stride / Vector256<double>.Count);
        for (var low = 0; low < half; low += step)
        {
            var turn = 2 * Vector256<double>.Count * low;
            var (cos, sin) = (Vector256.Create(_cos[turn]), Vector256.Create(_sin[turn]));
            for (var q = low; q < low + step; q++)
            {
                var (differenceRe, differenceIm) = (re[q] - re[q + half], im[q] - im[q + half]);
                otherRe[low + q] = re[q] + re[q + half];
                otherIm[low + q] = im[q] + im[q + half];
                otherRe[low + q + step] = differenceRe * cos + differenceIm * sin;
                otherIm[low + q + step] = differenceIm * cos - differenceRe * sin;
            }
        }
    }

    private void TakeApart(Span<double> power)
    {
        power[0] = Square(_re[0] + _im[0]);
        power[_half] = Square(_re[0] - _im[0]);
        for (var k = 1; k <= _half / 2; k++)
        {
            var (evenRe, evenIm) = ((_re[k] + _re[_half - k]) / 2, (_im[k] - _im[_half - k]) / 2);
            var (oddRe, oddIm) = ((_im[k] + _im[_half - k]) / 2, (_re[_half - k] - _re[k]) / 2);
            var (turnedRe, turnedIm) = (oddRe * _cos[k] + oddIm * _sin[k], oddIm * _cos[k] - oddRe * _sin[k]);
            power[k] = Square(evenRe + turnedRe) + Square(evenIm + turnedIm);
            power[_half - k] = Square(evenRe - turnedRe) + Square(evenIm - turnedIm);
        }
    }

    private static Span<Vector256<double>> Vectors(double[] values) => MemoryMarshal.Cast<double, Vector256<double>>(values.AsSpan());

    private static double Square(double x) => x * x;
}
