using System.Runtime.InteropServices;
using PlayCount.Learning.Training;
using static TorchSharp.torch;

namespace PlayCount.Learning.TorchSharp;

/// <summary>A device, what may be used of it, and the clips on it.</summary>
internal sealed class TorchDevice(Device device, Precision precision, long memoryBytes, long limitBytes, bool fuses) : IDisposable
{
    /// <summary>Share of the memory that clips may keep while no network uses them: a half.</summary>
    private const int ClipShare = 2;

    // Some say it their own way: the allocator in driver terms, cuBLAS and cuDNN where they make their workspaces.
    private static readonly string[] MemoryWords =
        ["out of memory", "not enough memory", "can't allocate memory", "ALLOC_FAILED", "ALLOCATION_FAILED", "NVML_SUCCESS == r"];

    private static readonly string[] LostWords = ["CUDA error", "cuDNN error", "CUBLAS_STATUS", "no CUDA-capable device"];

    private readonly Lazy<bool> _fuses = new(() => fuses && precision != Precision.BFloat16 && FusedLayer.IsRight(device));

    public Device Device => device;

    public Precision Precision => precision;

    /// <summary>Bytes that are planned with.</summary>
    public long MemoryBytes => memoryBytes;

    /// <summary>Whether the library's LSTM is taken where it fits: where that is asked for, and it is right.</summary>
    public bool Fuses => _fuses.Value;

    public DeviceClips Clips { get; } = new(device, memoryBytes / ClipShare);

    /// <summary>Throws where networks pass a bound that nobody may pass; drops clips that are in their way and in nobody's use.</summary>
    public void Reserve(int networks, long bytes)
    {
        if (bytes > limitBytes)
            throw new DeviceMemoryException($"{networks} networks at once need {bytes} bytes; {limitBytes} are to be had.");
        Clips.KeepUnused(Math.Max(memoryBytes - bytes, 0));
    }

    /// <summary>Does some work; what the device says of it is told in our words.</summary>
    public static R Guard<R>(Func<R> work)
    {
        try
        {
            return work();
        }
        catch (ExternalException e) when (Says(e, MemoryWords))
        {
            // What was begun is nobody's now, and its memory is the device's again once it is collected: before fewer are tried.
            GC.Collect();
            GC.WaitForPendingFinalizers();
            throw new DeviceMemoryException($"The device's memory does not suffice: {FirstLine(e)}", e);
        }
        catch (ExternalException e) when (Says(e, LostWords))
        {
            throw new DeviceLostException($"The device gave an error: {FirstLine(e)}", e);
        }
    }

    public void Dispose() => Clips.Dispose();

    private static bool Says(Exception e, string[] words) =>
        Array.Exists(words, word => e.Message.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static string FirstLine(Exception e) => e.Message.Split('\n')[0];
}
