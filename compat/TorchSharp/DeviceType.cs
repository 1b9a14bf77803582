namespace TorchSharp;

/// <summary>Kinds of devices, numbered as in libtorch.</summary>
public enum DeviceType
{
    /// <summary>The machine's processors.</summary>
    CPU = 0,

    /// <summary>A CUDA device.</summary>
    CUDA = 1,
}
