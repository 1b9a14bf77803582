using System.Diagnostics;
using System.Runtime.InteropServices;
using PlayCount.Learning.TorchSharp;
using static TorchSharp.torch;

namespace PlayCount.Gpu.Bench;

/// <summary>What the device itself can do: bytes a second of copies, operations a second of products of the network's shapes.</summary>
internal sealed class Ceilings(Device device, bool isSmall)
{
    private const int Turns = 5;

    /// <summary>Bytes a second that a sum of two vectors reads and writes, the best of some turns.</summary>
    public double BytesASecond()
    {
        using var scope = NewDisposeScope();
        var numbers = isSmall ? 1L << 22 : 1L << 28;
        var (x, y) = (ones(numbers, device: device), ones(numbers, device: device));
        return 3.0 * numbers * sizeof(float) / Best(() => y.add_(x));
    }

    /// <summary>Operations a second of the first layer's product, of random numbers: some clips by the kernel.</summary>
    public double OperationsASecond(int rows, int inputs, int gates, Precision precision)
    {
        using var scope = NewDisposeScope();
        var (x, w) = (Noise(rows, inputs), Noise(inputs, gates));
        if (precision == Precision.BFloat16)
            (x, w) = (x.to(ScalarType.BFloat16), w.to(ScalarType.BFloat16));
        return 2.0 * rows * inputs * gates / Best(() => x.mm(w).Dispose());
    }

    private Tensor Noise(long rows, long columns)
    {
        var host = empty(new[] { rows, columns });
        var random = new Random(1);
        foreach (ref var value in MemoryMarshal.Cast<byte, float>(host.bytes))
            value = (2 * random.NextSingle()) - 1;
        return host.to(device);
    }

    /// <summary>Seconds of the fastest turn; a turn repeats the work so that starting it counts little.</summary>
    private double Best(Action work)
    {
        const int Repeats = 10;
        work();
        var best = double.PositiveInfinity;
        for (var turn = 0; turn < Turns; turn++)
        {
            Wait();
            var began = Stopwatch.GetTimestamp();
            for (var i = 0; i < Repeats; i++)
                work();
            Wait();
            best = Math.Min(best, Stopwatch.GetElapsedTime(began).TotalSeconds / Repeats);
        }

        return best;
    }

    private void Wait()
    {
        if (device.type == TorchSharp.DeviceType.CUDA)
            cuda.synchronize();
    }
}
