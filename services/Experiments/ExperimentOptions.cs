using System.ComponentModel.DataAnnotations;

namespace PlayCount.Experiments;

/// <summary>How experiments are conducted; section <c>Experiments</c>.</summary>
public sealed class ExperimentOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Experiments";

    /// <summary>Folders that the paths of a request must lie under, links followed; at least one.</summary>
    [MinLength(1, ErrorMessage = "Experiments:Roots names no folder; a request may only read below these.")]
    public IList<string> Roots { get; set; } = [];

    /// <summary>
    /// Seconds after which work that got no answer is asked for again, later with waits that double up to 16 times as long; 0.1 to 3,600,
    /// default 30.
    /// </summary>
    [Range(0.1, 3_600)]
    public double AskAgainSeconds { get; set; } = 30;

    /// <summary>
    /// Seconds after which a done experiment's blobs are looked for once more, and made again where one is gone: longer than the storage
    /// keeps what it was given in memory alone; 0.1 to 86,400, default 60.
    /// </summary>
    [Range(0.1, 86_400)]
    public double CheckAgainSeconds { get; set; } = 60;

    /// <summary>Seconds between two looks at the experiments when no answer came; 0.05 to 60, default 1.</summary>
    [Range(0.05, 60)]
    public double PollSeconds { get; set; } = 1;
}
