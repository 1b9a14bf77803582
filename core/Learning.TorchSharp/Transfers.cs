using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace PlayCount.Learning.TorchSharp;

/// <summary>Numbers on their way to a device and back.</summary>
internal static class Transfers
{
    /// <summary>The tensor type of double, float, long or byte.</summary>
    public static ScalarType KindOf<T>() where T : unmanaged => default(T) switch
    {
        float => ScalarType.Float32,
        double => ScalarType.Float64,
        long => ScalarType.Int64,
        byte => ScalarType.Byte,
        _ => throw new NotSupportedException($"No tensor of {typeof(T).Name}: float, double, long and byte are right."),
    };

    /// <summary>A tensor of the values on the device.</summary>
    public static Tensor Upload<T>(ReadOnlySpan<T> values, Device device, params long[] shape) where T : unmanaged
    {
        var host = empty(shape, dtype: KindOf<T>());
        MemoryMarshal.AsBytes(values).CopyTo(host.bytes);
        return host.to(device);
    }

    /// <summary>Copies values into a tensor that is there, of as many numbers, whatever its strides.</summary>
    public static void Fill<T>(Tensor to, ReadOnlySpan<T> values) where T : unmanaged
    {
        using var scope = NewDisposeScope();
        var host = empty(to.shape, dtype: KindOf<T>());
        MemoryMarshal.AsBytes(values).CopyTo(host.bytes);
        using var still = no_grad();
        to.copy_(host);
    }

    /// <summary>Copies a tensor's numbers, row-major, to the host; waits for the device.</summary>
    public static void Download<T>(Tensor from, Span<T> values) where T : unmanaged
    {
        using var scope = NewDisposeScope();
        var host = from.detach().cpu().contiguous();
        host.bytes.CopyTo(MemoryMarshal.AsBytes(values));
    }
}
