using System.ComponentModel.DataAnnotations;

namespace PlayCount.Experiments.Pages;

/// <summary>What the pages accept; section <c>Pages</c>.</summary>
public sealed class PageOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Pages";

    /// <summary>Largest audio file that can be uploaded, in bytes; 1 KiB to 4 GiB, default 100 MiB.</summary>
    [Range(1L << 10, 4L << 30)]
    public long MaxUploadBytes { get; set; } = 100L << 20;

    /// <summary>Longest audio that is estimated, in decoded seconds; 1 to 36,000, default 1,200.</summary>
    [Range(1, 36_000)]
    public double MaxUploadSeconds { get; set; } = 1_200;

    /// <summary>Uploads that are decoded and estimated at once; 1 to 64, default 1. Others wait their turn.</summary>
    [Range(1, 64)]
    public int UploadsAtOnce { get; set; } = 1;
}
