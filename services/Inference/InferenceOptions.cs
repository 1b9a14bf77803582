using System.ComponentModel.DataAnnotations;

namespace PlayCount.Inference;

/// <summary>What is served, and how much a caller may ask for; section <c>Inference</c>.</summary>
public sealed class InferenceOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Inference";

    private const int MiB = 1 << 20;

    /// <summary>The folder of a finished run, or the one of experiments' blobs; needed unless the host has blobs of its own.</summary>
    public string? Data { get; set; }

    /// <summary>Seconds between two looks for new models; 0.1 to 86,400, default 30.</summary>
    [Range(0.1, 86_400)]
    public double LookSeconds { get; set; } = 30;

    /// <summary>
    /// Weights held in memory, in bytes; the least recently used go first; 1 MiB to 1 TiB, default 1 GiB. One model may be larger.
    /// </summary>
    [Range(MiB, 1L << 40)]
    public long MaxLoadedBytes { get; set; } = 1L << 30;

    /// <summary>Longest song, in seconds, whole or streamed; 1 to 86,400, default 3,600.</summary>
    [Range(1, 86_400)]
    public double MaxDecodedSeconds { get; set; } = 3_600;

    /// <summary>Largest message that is received, in bytes; 64 KiB to 1 GiB, default 64 MiB.</summary>
    [Range(64 << 10, 1 << 30)]
    public int MaxReceiveBytes { get; set; } = 64 * MiB;

    /// <summary>Seconds a stream may stand still before it is ended, 0.05 to 3,600, default 60.</summary>
    [Range(0.05, 3_600)]
    public double IdleSeconds { get; set; } = 60;

    /// <summary>Seconds a stream may take in all, however little it sends; 1 to 604,800, default 7,200.</summary>
    [Range(1, 604_800)]
    public double MaxStreamSeconds { get; set; } = 7_200;

    /// <summary>
    /// Calls and streams that compute at the same time, those left out that wait for their callers; 1 to 65,536, default: one a processor.
    /// </summary>
    [Range(1, 65_536)]
    public int MaxConcurrentEstimates { get; set; } = Environment.ProcessorCount;

    /// <summary>Calls and streams that wait for their turn to compute; 0 to 1,000,000, default 256. More are refused at once.</summary>
    [Range(0, 1_000_000)]
    public int MaxWaitingEstimates { get; set; } = 256;

    /// <summary>Streams that are open at the same time; 1 to 1,000,000, default 1,024. More are refused at once.</summary>
    [Range(1, 1_000_000)]
    public int MaxStreams { get; set; } = 1_024;
}
