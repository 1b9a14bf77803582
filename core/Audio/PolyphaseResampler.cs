using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PlayCount.Audio;

/// <summary>
/// Changes the sample rate of a mono signal by a windowed-sinc polyphase filter without delay: output sample n stands at n/toHz
/// seconds. Flat within 0.1 dB up to 0.45 of the lower rate, aliases and images below -100 dB; the signal is silent outside its ends.
/// </summary>
/// <remarks>
/// The same samples give the same bits however they are cut into chunks and whatever the processor: sums run in double, in 16
/// lanes of fixed order. The filter can overshoot: an input in [-1, 1] may leave that range by a little.
/// </remarks>
public sealed class PolyphaseResampler
{
    /// <summary>Lowest rate, Hz.</summary>
    public const int MinHz = 1_000;

    /// <summary>Highest rate, Hz.</summary>
    public const int MaxHz = 384_000;

    private const int BlockSamples = 4096;

    private readonly PhaseTable? _table; // null: equal rates
    private readonly int _up; // toHz : fromHz = _up : _down in lowest terms
    private readonly int _down;
    private readonly double[] _window = []; // input samples still needed, the oldest first
    private int _windowCount;
    private int _next; // where the next output's first tap stands in the window; beyond its end while samples are missing
    private int _phase; // the next output's place between two input samples, in 1/_up
    private long _received;
    private long _sent;
    private bool _finished;

    /// <summary>Computes the filter for two rates.</summary>
    /// <param name="fromHz">Input rate, Hz, 1,000 to 384,000.</param>
    /// <param name="toHz">Output rate, Hz, 1,000 to 384,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate is out of range.</exception>
    public PolyphaseResampler(int fromHz, int toHz)
    {
        RequireRate(fromHz, nameof(fromHz));
        RequireRate(toHz, nameof(toHz));
        var divisor = (int)BigInteger.GreatestCommonDivisor(fromHz, toHz);
        (_up, _down) = (toHz / divisor, fromHz / divisor);
        if (fromHz == toHz)
            return;

        _table = new PhaseTable(fromHz, toHz, _up);
        _window = new double[_table.Taps + BlockSamples];
        _windowCount = _table.Half - 1; // the silence before the first sample
    }

    /// <summary>Resamples a whole signal.</summary>
    /// <param name="input">Mono samples.</param>
    /// <param name="fromHz">Input rate, Hz, 1,000 to 384,000.</param>
    /// <param name="toHz">Output rate, Hz, 1,000 to 384,000.</param>
    /// <returns>ceil(samples * toHz / fromHz) samples.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A rate is out of range.</exception>
    /// <exception cref="ArgumentException">The result would not fit into an array.</exception>
    public static float[] Resample(ReadOnlySpan<float> input, int fromHz, int toHz)
    {
        var resampler = new PolyphaseResampler(fromHz, toHz);
        var length = resampler.OutputSamples(input.Length);
        if (length > Array.MaxLength)
        {
            throw new ArgumentException(
                $"{input.Length} samples at {fromHz} Hz are {length} at {toHz} Hz; {Array.MaxLength} fit into memory. Write in pieces.");
        }

        var output = new FixedBuffer((int)length);
        resampler.Write(input, output);
        resampler.Finish(output);
        return output.Values;
    }

    /// <summary>Takes the next samples and writes the output samples that they complete.</summary>
    /// <param name="input">Any number of samples.</param>
    /// <param name="output">Receives about samples * toHz / fromHz samples.</param>
    /// <exception cref="InvalidOperationException">The signal was finished.</exception>
    public void Write(ReadOnlySpan<float> input, IBufferWriter<float> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (_finished)
            throw new InvalidOperationException("The resampler's signal was finished; another signal needs another resampler.");

        _received += input.Length;
        if (_table is null)
        {
            output.Write(input);
            return;
        }

        while (!input.IsEmpty)
        {
            var block = input[..Math.Min(input.Length, _window.Length - _windowCount)];
            for (var i = 0; i < block.Length; i++)
                _window[_windowCount + i] = block[i];
            _windowCount += block.Length;
            input = input[block.Length..];
            Emit(long.MaxValue, output);
        }
    }

    /// <summary>Ends the signal and writes what is left, so that ceil(samples * toHz / fromHz) were written in all.</summary>
    /// <param name="output">Receives the last samples.</param>
    /// <exception cref="InvalidOperationException">The signal was finished before.</exception>
    public void Finish(IBufferWriter<float> output)
    {
        Write([], output);
        _finished = true;
        while (_table is not null && _sent < OutputSamples(_received))
        {
            _window.AsSpan(_windowCount).Clear(); // the silence after the last sample
            _windowCount = _window.Length;
            Emit(OutputSamples(_received) - _sent, output);
        }
    }

    private static void RequireRate(int rateHz, string parameter)
    {
        if (rateHz is < MinHz or > MaxHz)
        {
            throw new ArgumentOutOfRangeException(
                parameter, $"A sample rate of {rateHz} Hz cannot be resampled: {MinHz} to {MaxHz} Hz can.");
        }
    }

    private long OutputSamples(long inputSamples) => (long)(((Int128)inputSamples * _up + _down - 1) / _down);

    private void Emit(long limit, IBufferWriter<float> output)
    {
        while (limit > 0 && _next + _table!.Taps <= _windowCount)
        {
            var room = output.GetSpan();
            room = room[..(int)Math.Min(room.Length, limit)];
            var count = 0;
            for (; count < room.Length && _next + _table.Taps <= _windowCount; count++)
            {
                room[count] = OutputAt(_window.AsSpan(_next, _table.Taps));
                Advance();
            }

            output.Advance(count);
            limit -= count;
            _sent += count;
        }

        DropUsed();
    }

    private float OutputAt(ReadOnlySpan<double> window)
    {
        var row = _table!.Row(_phase, out var fraction);
        var value = Dot(window, _table.Coefficients(row));
        if (_table.Interpolated)
            value = (1 - fraction) * value + fraction * Dot(window, _table.Coefficients(row + 1));
        return (float)value;
    }

    private void Advance()
    {
        var (samples, phase) = Math.DivRem(_phase + _down, _up);
        _next += samples;
        _phase = phase;
    }

    private void DropUsed()
    {
        var used = Math.Min(_next, _windowCount);
        _window.AsSpan(used, _windowCount - used).CopyTo(_window);
        _windowCount -= used;
        _next -= used;
    }

    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var a = MemoryMarshal.Cast<double, Vector256<double>>(x);
        var b = MemoryMarshal.Cast<double, Vector256<double>>(y)[..a.Length];
        var (sum0, sum1, sum2, sum3) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
        for (var i = 0; i + 3 < a.Length; i += 4)
        {
            // Product and sum apart: a fused one would round otherwise on processors that have it.
            sum0 += a[i] * b[i];
            sum1 += a[i + 1] * b[i + 1];
            sum2 += a[i + 2] * b[i + 2];
            sum3 += a[i + 3] * b[i + 3];
        }

        var sum = sum0 + sum1 + (sum2 + sum3);
        return sum[0] + sum[1] + (sum[2] + sum[3]);
    }

    private sealed class FixedBuffer(int length) : IBufferWriter<float>
    {
        private int _written;

        public float[] Values { get; } = new float[length];

        public void Advance(int count) => _written += count;

        public Memory<float> GetMemory(int sizeHint = 0) => Values.AsMemory(_written);

        public Span<float> GetSpan(int sizeHint = 0) => Values.AsSpan(_written);
    }
}
