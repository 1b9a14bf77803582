using System.Globalization;
using PlayCount.Learning.TorchSharp;
using PlayCount.Learning.Training;

namespace PlayCount.Training.Engines;

/// <summary>The engine that trains, and what becomes of networks that it cannot train.</summary>
public sealed class TrainingEngines : IDisposable
{
    private readonly bool _fallsBack;
    private readonly Action<string> _tell;
    private readonly IDisposable? _owned;

    /// <param name="engine">What trains first.</param>
    /// <param name="fallsBack">Whether the managed engine goes on when the device is lost.</param>
    /// <param name="tell">Is told on one line what happened.</param>
    internal TrainingEngines(ITrainingEngine engine, bool fallsBack, Action<string> tell) =>
        (Current, _fallsBack, _tell, _owned) = (engine, fallsBack, tell, engine as IDisposable);

    /// <summary>The managed engine alone.</summary>
    public static TrainingEngines Managed { get; } = new(ManagedEngine.Instance, fallsBack: true, _ => { });

    /// <summary>What trains now.</summary>
    public ITrainingEngine Current { get; private set; }

    /// <summary>The engine that the options name; under <c>auto</c> the managed one where no CUDA device answers.</summary>
    /// <param name="options">Checked options.</param>
    /// <param name="threads">Threads of an engine on processors.</param>
    /// <param name="tell">Is told on one line what trains, and later what happened.</param>
    /// <exception cref="InvalidDataException">Torch is asked for, and libtorch is not there.</exception>
    public static TrainingEngines Of(EngineOptions options, int threads, Action<string> tell)
    {
        if (options.Kind == EngineKind.Managed || (options.Kind == EngineKind.Auto && !Libtorch.HasDriver()))
            return new TrainingEngines(ManagedEngine.Instance, fallsBack: true, tell);
        if (Libtorch.Problem(options.Libtorch) is { } problem)
        {
            if (options.Kind == EngineKind.Torch)
                throw new InvalidDataException(problem);
            return ManagedBecause($"a CUDA driver is there. {problem}");
        }

        var isCuda = TorchSharp.torch.cuda.is_available();
        if (options.Kind == EngineKind.Auto && !isCuda)
            return ManagedBecause("a CUDA driver is there, and libtorch found no device it can use.");
        try
        {
            var engine = Torch(options, threads, isCuda);
            tell($"Training goes on {engine.Name}.");
            return new TrainingEngines(engine, options.Kind == EngineKind.Auto, tell);
        }
        catch (Exception e) when (options.Kind == EngineKind.Auto && e is DeviceLostException or DeviceMemoryException)
        {
            return ManagedBecause($"a CUDA device is there and cannot be used. {e.Message}");
        }

        TrainingEngines ManagedBecause(string reason)
        {
            tell($"Training goes on the managed engine: {reason}");
            return new TrainingEngines(ManagedEngine.Instance, fallsBack: true, tell);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _owned?.Dispose();

    /// <summary>Tells that fewer networks at once are tried.</summary>
    internal void TellHalved(int networks, DeviceMemoryException failure) => _tell(string.Create(
        CultureInfo.InvariantCulture, $"{networks} networks at once did not fit the device; half as many are tried. {failure.Message}"));

    /// <summary>What trains a network that does not fit the device alone.</summary>
    internal ITrainingEngine WithoutDevice(DeviceMemoryException failure)
    {
        _tell($"A network does not fit the device; the managed engine trains it. {failure.Message}");
        return ManagedEngine.Instance;
    }

    /// <summary>What trains when the device is lost.</summary>
    /// <exception cref="DeviceLostException">Torch was asked for by name.</exception>
    internal ITrainingEngine AfterLoss(DeviceLostException failure)
    {
        if (!_fallsBack)
        {
            throw new DeviceLostException(
                "The device is lost, and Training:Engine torch asks for it; start again to go on from the last checkpoints, with "
                + $"managed or auto to go on without it. {failure.Message}", failure);
        }

        _tell($"The device is lost; the managed engine goes on from the last checkpoints. {failure.Message}");
        return Current = ManagedEngine.Instance;
    }

    private static TorchEngine Torch(EngineOptions options, int threads, bool isCuda)
    {
        if (isCuda)
            TorchEngine.Touch();
        var memory = options.MemoryMegabytes is { } megabytes ? megabytes * 1_048_576L
            : isCuda ? (CudaDriver.FreeBytes() ?? 8L << 30) / 10 * 9
            : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;
        var name = isCuda ? $"cuda {CudaDriver.DeviceName() ?? "device"}" : "cpu";
        return new TorchEngine(isCuda, name, options.PrecisionKind, memory, threads);
    }
}
