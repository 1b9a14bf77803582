using System.ComponentModel.DataAnnotations;
using Rounding = PlayCount.Learning.TorchSharp.Precision;

namespace PlayCount.Training.Engines;

/// <summary>What trains; section <c>Training</c>.</summary>
public sealed class EngineOptions : IValidatableObject
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Training";

    private static readonly Dictionary<string, EngineKind> Kinds = new()
    {
        ["auto"] = EngineKind.Auto,
        ["managed"] = EngineKind.Managed,
        ["torch"] = EngineKind.Torch,
    };

    private static readonly Dictionary<string, Rounding> Precisions = new()
    {
        ["float32"] = Rounding.Full,
        ["tf32"] = Rounding.Tf32,
        ["bf16"] = Rounding.BFloat16,
    };

    /// <summary>
    /// <c>auto</c>, the default: torch where a CUDA device answers, else managed; <c>managed</c>; <c>torch</c>: on a CUDA device where one
    /// answers, else on processors.
    /// </summary>
    public string Engine { get; set; } = "auto";

    /// <summary>Of large products on torch: <c>float32</c>, the default, <c>tf32</c> or <c>bf16</c>; results name it.</summary>
    public string Precision { get; set; } = "float32";

    /// <summary>Folder of libLibTorchSharp.so, as native/build.sh leaves it, or of a libtorch; none: beside the program.</summary>
    public string? Libtorch { get; set; }

    /// <summary>
    /// Megabytes of the device that are planned with, 64 to 16,777,216; none: nine tenths of what is free at start, on processors a quarter
    /// of the memory.
    /// </summary>
    [Range(64, 16_777_216)]
    public int? MemoryMegabytes { get; set; }

    internal EngineKind Kind => Kinds[Engine];

    internal Rounding PrecisionKind => Precisions[Precision];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Kinds.ContainsKey(Engine))
            yield return new($"{Section}:Engine '{Engine}' is no engine: one of {string.Join(", ", Kinds.Keys)} is right.");
        if (!Precisions.ContainsKey(Precision))
        {
            yield return new(
                $"{Section}:Precision '{Precision}' is no precision: one of {string.Join(", ", Precisions.Keys)} is right.");
        }

        if (Libtorch is { Length: > 0 } && !Directory.Exists(Libtorch))
            yield return new($"{Section}:Libtorch '{Libtorch}' is no folder: the one that holds libLibTorchSharp.so is right, or none.");
    }
}
