namespace PlayCount.Training.Engines;

/// <summary>Which engine is asked for.</summary>
public enum EngineKind
{
    /// <summary>Torch where a CUDA device answers, else managed.</summary>
    Auto,

    /// <summary>The engine of vector instructions.</summary>
    Managed,

    /// <summary>libtorch: on a CUDA device where one answers, else on processors.</summary>
    Torch,
}
