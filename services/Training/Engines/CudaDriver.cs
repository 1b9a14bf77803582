using System.Runtime.InteropServices;
using System.Text;

namespace PlayCount.Training.Engines;

/// <summary>What the driver of CUDA devices tells that libtorch's bindings do not. Asked after a tensor was made on the device.</summary>
internal static partial class CudaDriver
{
    private const string Library = "libcuda.so.1";
    private const int NameBytes = 256;

    /// <summary>Bytes of the device that are free; null where the driver does not say.</summary>
    public static long? FreeBytes() => Ask(() => GetMemory(out var free, out _) == 0 ? (long)free : (long?)null);

    /// <summary>The device's name; null where the driver does not say.</summary>
    public static string? DeviceName() => Ask(() =>
    {
        var name = new byte[NameBytes];
        return GetName(name, NameBytes, device: 0) == 0 ? Encoding.ASCII.GetString(name).TrimEnd('\0') : null;
    });

    private static R? Ask<R>(Func<R?> question)
    {
        try
        {
            return question();
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return default;
        }
    }

    [LibraryImport(Library, EntryPoint = "cuMemGetInfo_v2")]
    private static partial int GetMemory(out nuint free, out nuint total);

    [LibraryImport(Library, EntryPoint = "cuDeviceGetName")]
    private static partial int GetName([Out] byte[] name, int length, int device);
}
