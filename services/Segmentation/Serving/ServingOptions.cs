using System.ComponentModel.DataAnnotations;

namespace PlayCount.Segmentation.Serving;

/// <summary>How much sound that is not kept is cut; section <c>Segmentation:Serving</c>.</summary>
public sealed class ServingOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Segmentation:Serving";

    /// <summary>
    /// Largest file, in bytes; 1 KiB to 4 GiB, default 100 MiB. It is spooled to a file without a name in the folder of temporary files.
    /// </summary>
    [Range(1L << 10, 4L << 30)]
    public long MaxBytes { get; set; } = 100L << 20;

    /// <summary>Longest song, in seconds; 1 to 86,400, default 3,600.</summary>
    [Range(1, 86_400)]
    public double MaxDecodedSeconds { get; set; } = 3_600;

    /// <summary>Songs decoded at the same time; 1 to 65,536, default: one a processor.</summary>
    [Range(1, 65_536)]
    public int MaxConcurrentCuts { get; set; } = Environment.ProcessorCount;

    /// <summary>Calls that are open at the same time, also those that send or wait; 1 to 65,536, default 64. More are refused.</summary>
    [Range(1, 65_536)]
    public int MaxCalls { get; set; } = 64;

    /// <summary>Seconds a call may stand still before it is ended; 0.05 to 3,600, default 30.</summary>
    [Range(0.05, 3_600)]
    public double IdleSeconds { get; set; } = 30;

    /// <summary>Seconds a call may take in all, however little it sends; 1 to 86,400, default 3,600.</summary>
    [Range(1, 86_400)]
    public double MaxCallSeconds { get; set; } = 3_600;
}
