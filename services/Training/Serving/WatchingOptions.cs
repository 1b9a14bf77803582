using System.ComponentModel.DataAnnotations;

namespace PlayCount.Training.Serving;

/// <summary>How jobs are watched; section <c>Training:Watching</c>.</summary>
public sealed class WatchingOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Training:Watching";

    /// <summary>Jobs that are watched at the same time; 1 to 65,536, default 256. More are refused.</summary>
    [Range(1, 65_536)]
    public int MaxWatches { get; set; } = 256;

    /// <summary>Seconds between two looks into the table, 0.05 to 60, default 1.</summary>
    [Range(0.05, 60)]
    public double LookSeconds { get; set; } = 1;

    /// <summary>Seconds after which a watch ends and is to be begun again; 1 to 86,400, default 3,600.</summary>
    [Range(1, 86_400)]
    public double MaxWatchSeconds { get; set; } = 3_600;

    /// <summary>Seconds an answer may wait to be taken; 0.05 to 3,600, default 30.</summary>
    [Range(0.05, 3_600)]
    public double IdleSeconds { get; set; } = 30;
}
