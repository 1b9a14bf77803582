using System.Globalization;
using PlayCount.Learning.Training;
using static TorchSharp.torch;

namespace PlayCount.Learning.TorchSharp;

/// <summary>Trains on tensors of libtorch, on a GPU or on processors.</summary>
public sealed class TorchEngine : ITrainingEngine, IDisposable
{
    private readonly TorchDevice _device;

    /// <summary>An engine on a device; libtorch must have been loaded.</summary>
    /// <param name="isCuda">Whether the first CUDA device is meant, or the processors.</param>
    /// <param name="deviceName">What results call the device.</param>
    /// <param name="precision">Of large products.</param>
    /// <param name="memoryBytes">Bytes that are planned with: how many networks train at once, how many clips are kept.</param>
    /// <param name="threads">Threads of the processors' products and sums.</param>
    /// <param name="limitBytes">Bytes that networks at once may not pass, as if the device had no more.</param>
    /// <param name="fuses">Whether the library's own LSTM is taken where it fits.</param>
    public TorchEngine(
        bool isCuda,
        string deviceName,
        Precision precision,
        long memoryBytes,
        int threads,
        long limitBytes = long.MaxValue,
        bool fuses = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(memoryBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _device = new TorchDevice(isCuda ? CUDA : CPU, precision, memoryBytes, limitBytes, fuses);
        Name = string.Create(CultureInfo.InvariantCulture, $"torch {__version__} {deviceName} {Products.NameOf(precision)}");
        set_num_threads(threads);
        backends.cuda.matmul.allow_tf32 = backends.cudnn.allow_tf32 = precision == Precision.Tf32;
    }

    /// <summary>Makes the driver ready, so that it tells of the first CUDA device.</summary>
    /// <exception cref="DeviceLostException">The device is there and cannot be used.</exception>
    /// <exception cref="DeviceMemoryException">It has no memory left.</exception>
    public static void Touch() => TorchDevice.Guard(() =>
    {
        using var one = ones(1, device: CUDA);
        return one.numel();
    });

    /// <inheritdoc/>
    public string? Name { get; }

    /// <inheritdoc/>
    public bool IsShared => true;

    /// <summary>Bytes of clips on the device.</summary>
    internal DeviceClips Clips => _device.Clips;

    /// <inheritdoc/>
    public int AtOnce(TrainingPlan<float> one, int networks) =>
        (int)Math.Clamp(_device.MemoryBytes / (GroupMemory.BytesOf(one, _device.Precision) + one.Clips.Bytes), 1, networks);

    /// <inheritdoc/>
    public ITrainerGroup<float> Start(IReadOnlyList<TrainingPlan<float>> alike) => Start<float>(alike);

    /// <summary>Begins the training of networks alike in single or double precision.</summary>
    public ITrainerGroup<T> Start<T>(IReadOnlyList<TrainingPlan<T>> alike)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        TorchDevice.Guard(() => new TorchGroup<T>(alike, _device));

    /// <summary>Frees the clips.</summary>
    public void Dispose() => _device.Dispose();
}
